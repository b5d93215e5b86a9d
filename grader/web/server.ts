import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as v from 'valibot';
import type { Page } from '../watch/effects/page-view.ts';
import type { State, Wish } from '../watch/model/state.ts';
import { isToken, keepPlace, lastPlace, newToken, type Place } from './address.ts';
import { browserCode } from './browser-code.ts';
import { Clients } from './clients.ts';
import { pageState } from './sections.ts';
import { shell } from './shell.ts';
import { pageStyles } from './styles.ts';

export type Served = {
  /** The clone. */
  readonly root: string;
  readonly onWish: (wish: Wish) => void;
};

/**
 * Serves the session on this machine, to anybody who has the address.
 * @throws when no port is free
 */
export const servePage = async ({ root, onWish }: Served): Promise<Page> => {
  const script = await browserCode('page');
  const page = new PageServer(root, script, onWish);
  await page.listen();
  return page;
};

const natural = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));
const wishes = v.variant('kind', [
  v.strictObject({ kind: v.picklist(['hint', 'next', 'previous', 'again', 'drive']) }),
  v.strictObject({ kind: v.literal('open'), exercise: v.string() }),
  v.strictObject({ kind: v.literal('finding'), finding: natural }),
  v.strictObject({ kind: v.literal('steer'), key: v.pipe(v.string(), v.maxLength(20)) }),
  v.strictObject({ kind: v.literal('scenario'), scenario: v.string() }),
  v.strictObject({ kind: v.literal('edit'), file: v.string(), line: natural }),
]);

/** Far more bytes than any wish needs. */
const maxWishBytes = 10_000;

class PageServer implements Page {
  readonly #root: string;
  readonly #files: ReadonlyMap<string, { readonly type: string; readonly text: () => string }>;
  readonly #onWish: (wish: Wish) => void;
  readonly #clients = new Clients();
  readonly #server: Server;
  #place: Place = { port: 0, token: newToken() };
  #state: State | undefined;
  #isDue = false;

  constructor(root: string, script: string, onWish: (wish: Wish) => void) {
    this.#root = root;
    this.#onWish = onWish;
    this.#files = new Map([
      ['', { type: 'text/html', text: () => this.#shell() }],
      ['page.js', { type: 'text/javascript', text: () => script }],
      ['page.css', { type: 'text/css', text: () => pageStyles }],
    ]);
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  get address(): string {
    return `http://127.0.0.1:${this.#place.port}/${this.#place.token}/`;
  }

  /** Listens at the previous place if that is free: a tab that is still open then continues by itself. */
  async listen(): Promise<void> {
    const last = await lastPlace(this.#root);
    if (last && (await this.#listenAt(last.port).catch(() => false))) {
      this.#place = last;
      return;
    }
    await this.#listenAt(0);
    this.#place = { ...this.#place, port: (this.#server.address() as AddressInfo).port };
    // Another watcher of the clone may be using the kept place, which must stay the kept one.
    if (!last) await keepPlace(this.#root, this.#place);
  }

  show(state: State): void {
    this.#state = state;
    if (this.#isDue || this.#clients.count === 0) return;
    this.#isDue = true;
    // All changes of one turn are sent together.
    setImmediate(() => {
      this.#isDue = false;
      if (this.#state) this.#clients.show(pageState(this.#state, this.#root));
    });
  }

  async close(): Promise<void> {
    this.#clients.end();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeIdleConnections();
    const last = setTimeout(() => this.#server.closeAllConnections(), 200);
    await closed;
    clearTimeout(last);
  }

  async #listenAt(port: number): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject).listen(port, '127.0.0.1', () => {
        this.#server.off('error', reject);
        resolve(true);
      });
    });
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const refusal = this.#refusalOf(request);
    if (refusal !== undefined) return refuse(response, ...refusal);
    const name = (request.url ?? '').slice(this.#place.token.length + 2);
    if (request.method === 'POST' && name === 'wish') return this.#takeWish(request, response);
    if (request.method !== 'GET') return refuse(response, 405, 'You cannot do that here.');
    if (name === 'events' && this.#state) return this.#clients.add(response, pageState(this.#state, this.#root));
    const file = this.#files.get(name);
    if (!file) return refuse(response, 404, 'There is nothing here.');
    response.writeHead(200, { 'content-type': `${file.type}; charset=utf-8` }).end(file.text());
  }

  /** If another site's page makes a browser ask here, `Host` or `Origin` has another name. */
  #refusalOf({ headers: { host, origin }, method, url = '' }: IncomingMessage): readonly [number, string] | undefined {
    const hosts = ['127.0.0.1', 'localhost'].map((name) => `${name}:${this.#place.port}`);
    if (host === undefined || !hosts.includes(host)) return [403, 'This address is not served here.'];
    if (origin === undefined ? method !== 'GET' : origin !== `http://${host}`) {
      return [403, 'Only the page itself may ask for that.'];
    }
    const [, token = '', rest] = url.split('/', 3);
    if (rest === undefined || !isToken(token, this.#place.token)) {
      return [404, 'This is not the page’s address: `npm start` shows it when you press w.'];
    }
    return undefined;
  }

  #takeWish(request: IncomingMessage, response: ServerResponse): void {
    if (request.headers['content-type'] !== 'application/json') return refuse(response, 415, 'Expected JSON.');
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      if (text.length <= maxWishBytes) return;
      refuse(response, 413, 'This is too long.');
      request.destroy();
    });
    request.once('end', () => {
      const wish = wishIn(text);
      if (!wish) return refuse(response, 400, 'This wish is unknown.');
      response.writeHead(204).end();
      this.#onWish(wish);
    });
  }

  #shell(): string {
    return this.#state ? shell(pageState(this.#state, this.#root)) : '';
  }
}

const wishIn = (text: string): Wish | undefined => {
  try {
    return v.parse(wishes, JSON.parse(text));
  } catch {
    return undefined;
  }
};

const refuse = (response: ServerResponse, status: number, sentence: string): void =>
  void response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${sentence}\n`);

/** Styles of single elements are the kit's own numbers: the rows and columns of a drawing. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

const headers = {
  'content-security-policy': policy.join('; '),
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
