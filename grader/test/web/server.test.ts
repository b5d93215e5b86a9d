import { request, type IncomingHttpHeaders } from 'node:http';
import { onTestFinished, describe, expect, test } from 'vitest';
import type { Event, State, Wish } from '../../watch/model/state.ts';
import { servePage } from '../../web/server.ts';
import { sources, state as driven } from '../drive/sample-drive.ts';
import { temporaryKit } from '../kit.ts';
import { after, failed, key, lostUpdate, opened, read, verdict } from '../watch/sample-state.ts';
import { News } from './news.ts';

const shown = (...more: readonly Event[]): State => after(opened, read('a'), verdict(1, failed), ...more).state;

const serve = async (
  state = shown(),
  root?: string,
): Promise<{ address: URL; wishes: Wish[]; show: (state: State) => void; close: () => Promise<void> }> => {
  const wishes: Wish[] = [];
  const page = await servePage({
    root: root ?? (await temporaryKit({})),
    onWish: (wish) => wishes.push(wish),
  });
  page.show(state);
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => (closed ??= page.close());
  onTestFinished(close);
  return { address: new URL(page.address), wishes, show: (next) => page.show(next), close };
};

type Answer = { readonly status: number | undefined; readonly headers: IncomingHttpHeaders; readonly text: string };

const ask = async (
  address: URL,
  {
    path = '',
    method = 'GET',
    headers = {},
    body = '',
  }: { path?: string; method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = request(new URL(path, address), { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.once('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    asked.once('error', reject).end(body);
  });

const json = { 'content-type': 'application/json' };

describe('who is answered', () => {
  test('the page of who has the token, and nobody without it', async () => {
    const { address } = await serve();
    expect(address.hostname).toBe('127.0.0.1');
    expect(await ask(address)).toMatchObject({ status: 200, text: expect.stringContaining('The coffee kitty') });
    for (const path of ['/', '/x/', '/x/events', `${address.pathname.slice(0, -2)}/`, '/../'])
      expect(await ask(address, { path })).toMatchObject({
        status: 404,
        text: expect.stringContaining('not the page’s address'),
      });
    expect((await ask(address, { path: 'package.json' })).status).toBe(404);
  });

  test('each page has its own token', async () => {
    const [one, other] = await Promise.all([serve(), serve()]);
    expect(one.address.pathname).not.toBe(other.address.pathname);
    expect(one.address.pathname).toMatch(/^\/[\w-]{22}\/$/);
  });

  test('a name that was rebound to this machine is not', async () => {
    const { address } = await serve();
    for (const host of [
      'evil.example',
      `evil.example:${address.port}`,
      '127.0.0.1',
      `127.0.0.1.evil.example:${address.port}`,
    ])
      expect((await ask(address, { headers: { host } })).status).toBe(403);
    expect((await ask(address, { headers: { host: `localhost:${address.port}` } })).status).toBe(200);
  });

  test('a wish is taken from the page itself, and from nowhere else', async () => {
    const { address, wishes } = await serve();
    const wish = { path: 'wish', method: 'POST', body: '{"kind":"hint"}' };
    for (const origin of [
      undefined,
      'null',
      'http://evil.example',
      `https://${address.host}`,
      `http://localhost:${address.port}`,
    ]) {
      const headers = { ...json, ...(origin !== undefined && { origin }) };
      expect((await ask(address, { ...wish, headers })).status).toBe(403);
    }
    expect((await ask(address, { path: 'events', headers: { origin: 'http://evil.example' } })).status).toBe(403);
    expect(wishes).toEqual([]);
    expect((await ask(address, { ...wish, headers: { ...json, origin: address.origin } })).status).toBe(204);
    expect(wishes).toEqual([{ kind: 'hint' }]);
  });

  test.each([
    ['{"kind":"quit"}', 400],
    ['{"kind":"edit","file":"main.ts"}', 400],
    ['{"kind":"hint","more":1}', 400],
    ['{', 400],
    [`"${'x'.repeat(20_000)}"`, 413],
  ])('what is no wish is refused (%#)', async (body, status) => {
    const { address, wishes } = await serve();
    const headers = { ...json, origin: address.origin };
    const answer = ask(address, { path: 'wish', method: 'POST', headers, body });
    expect((await answer.catch(() => ({ status: 413 }))).status).toBe(status);
    expect(wishes).toEqual([]);
  });

  test('other methods and types are refused', async () => {
    const { address } = await serve();
    const headers = { origin: address.origin };
    expect((await ask(address, { method: 'DELETE', headers })).status).toBe(405);
    expect((await ask(address, { path: 'wish', method: 'POST', headers, body: '{"kind":"hint"}' })).status).toBe(415);
  });
});

test('the policy lets no script in but the page’s own file, and the browser keeps nothing', async () => {
  const { address } = await serve();
  const { headers, text } = await ask(address);
  expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
  expect(headers).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  expect(text.match(/<script/g)).toHaveLength(1);
  expect(text).not.toMatch(/<script>|\son\w+=|https?:/);
});

test('a drive: a lane a card, a button for each step that can come next, and whatever it says is text', async () => {
  const evil = '<img src=x onerror=alert(1)>';
  const [first, ...lanes] = driven.lanes;
  const state = { ...driven, scenario: evil, lanes: [{ ...first, state: 'ready', name: evil } as const, ...lanes] };
  const { address } = await serve(shown({ kind: 'driven', shown: { kind: 'driven', state, sources, answer: evil } }));
  const { text } = await ask(address);
  expect(text).not.toContain('<img');
  for (const part of [
    'From here, 4 of 6 orders go wrong.',
    'would read kitty',
    'sleeps at mutex until a notify',
    'id="wish-steer-5"',
  ])
    expect(text).toContain(part);
});

test('the first load is small', async () => {
  const { address } = await serve();
  const texts = await Promise.all(['', 'page.js', 'page.css'].map(async (path) => ask(address, { path })));
  expect(texts.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(texts.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThan(150_000);
});

test('what comes from outside is text: briefs, hints and notices', async () => {
  const evil = '<img src=x onerror=alert(1)> [x](javascript:alert(1)) ![y](https://evil.example/y.png) `<b>`';
  const brief = { path: '/kit/README.md', story: [], text: `# T\n\n${evil}\n\n<script>alert(2)</script>\n` };
  const page = { brief, hints: [{ title: evil, text: evil }] };
  const { address } = await serve(
    after({ kind: 'opened', exercise: lostUpdate.id, page }, key('h'), { kind: 'told', notice: evil }).state,
  );
  const { text } = await ask(address);
  expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(text).not.toMatch(/<img|href="javascript|="https?:/);
  expect(text.match(/<script/g)).toHaveLength(1);
});

describe('the events', () => {
  test('begin with all of it; then comes what has changed', async () => {
    const { address, show } = await serve();
    const news = await News.from(new URL('events', address));
    const first = await news.next();
    expect(Object.keys(first.sections ?? {})).toEqual(['head', 'list', 'status', 'drive', 'verdict', 'hints', 'brief']);
    expect(first).toMatchObject({ kind: 'state', title: '✗ The coffee kitty', row: null });
    show(shown(key('h')));
    const second = await news.next();
    expect(Object.keys(second.sections ?? {})).toEqual(['hints']);
    expect(second.sections?.['hints']).toContain('Who reads first?');
  });

  test('two tabs are told the same', async () => {
    const { address, show } = await serve();
    const tabs = await Promise.all([News.from(new URL('events', address)), News.from(new URL('events', address))]);
    await Promise.all(tabs.map(async (tab) => tab.next()));
    show(shown(key('h')));
    const [one, other] = await Promise.all(tabs.map(async (tab) => tab.next()));
    expect(one).toEqual(other);
  });

  test('end with the grader, and the next one is found at the same address', async () => {
    const root = await temporaryKit({});
    const first = await serve(shown(), root);
    const news = await News.from(new URL('events', first.address));
    await news.next();
    await first.close();
    expect(await news.next()).toEqual({ kind: 'ended' });
    const second = await serve(shown(), root);
    expect(second.address.href).toBe(first.address.href);
    // Two watchers of one clone: the second has an address of its own.
    const third = await serve(shown(), root);
    expect(third.address.host).not.toBe(first.address.host);
    expect((await ask(third.address)).status).toBe(200);
  });
});
