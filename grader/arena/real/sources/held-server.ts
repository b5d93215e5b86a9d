import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Board } from '../meters/board.ts';
import type { Meeting } from '../witness/patience.ts';
import type { ScriptedAnswer, SeenRequest, ServerReport, ServerScript } from '../witness/server-script.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

const pollMs = 2;
/** Beats that a freely turning loop makes in a few milliseconds. */
const enoughBeats = 3;

/** An HTTP server on loopback whose answers are held back until something has happened. */
export class HeldServer {
  readonly #script: ServerScript;
  readonly #board: Board;
  readonly #server = createServer({ keepAliveTimeout: 0 }, (request, response) => void this.#serve(request, response));
  readonly #requests: Mutable<SeenRequest>[] = [];
  /** Requests whose answers are held back, oldest first. */
  #held: readonly SeenRequest[] = [];
  #positions = 0;
  #inFlight = 0;
  #peak = 0;
  #gathered: boolean;
  /** If the number of requests is known: whether nothing else could happen before the first answer. */
  #rested = false;
  #short = false;
  #connections = 0;
  #coming = 0;
  #sent = 0;

  constructor(script: ServerScript, board: Board) {
    this.#script = script;
    this.#board = board;
    this.#gathered = (script.gather ?? 1) <= 1;
    this.#server.on('connection', (socket) => {
      this.#connections += 1;
      socket.on('error', () => {});
    });
  }

  /** How many answers are on their way, whatever the client does. */
  get coming(): number {
    return this.#coming + this.#held.filter((seen) => this.#mayAnswer(seen)).length;
  }

  /** Changes with each piece that is sent: the client's reaction has yet to be seen. */
  get sent(): number {
    return this.#sent;
  }

  /** Where requests wait for more to come. */
  get meeting(): Meeting {
    return {
      version: () => this.#positions,
      waiting: () => (this.#gathered ? 0 : this.#inFlight),
      giveUp: () => {
        // No other request comes before the first answer: all that the client sends at once have arrived by now.
        if (this.#script.of !== undefined && this.#isFull) {
          this.#rested = true;
          return;
        }
        this.#short = true;
        this.#gathered = true;
      },
    };
  }

  /** @returns the port, which the system chooses */
  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  tell(): ServerReport {
    const { length } = this.#requests;
    const [peak, inFlight, connections, short] = [this.#peak, this.#inFlight, this.#connections, this.#short];
    return { requests: [...this.#requests], count: length, peak, inFlight, connections, short };
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '' } = request;
    const seen: Mutable<SeenRequest> = {
      method,
      path,
      body: '',
      arrived: (this.#positions += 1),
      ended: 0,
      aborted: false,
    };
    this.#requests.push(seen);
    this.#peak = Math.max(this.#peak, (this.#inFlight += 1));
    this.#held = [...this.#held, seen];
    if (this.#script.of === undefined && this.#inFlight >= (this.#script.gather ?? 1)) this.#gathered = true;
    response.on('close', () => {
      this.#inFlight -= 1;
      seen.ended = this.#positions += 1;
      seen.aborted = !response.writableFinished;
    });
    request.setEncoding('utf8').on('data', (chunk: string) => (seen.body += chunk));
    const { answers = {} } = this.#script;
    const answer = answers[path] ?? answers['*'] ?? { body: [path] };
    await this.#until(response, () => this.#mayAnswer(seen));
    this.#held = this.#held.filter((other) => other !== seen);
    await this.#answer(answer, response);
  }

  #mayAnswer(seen: SeenRequest): boolean {
    if (this.#gathered || this.#script.of === undefined) return this.#gathered;
    return this.#rested && this.#isFull && this.#held.at(-1) === seen;
  }

  /** Whether as many requests wait as should, or no more are to come. */
  get #isFull(): boolean {
    const { gather = 1, of = 0 } = this.#script;
    return this.#held.length >= gather || this.#requests.length >= of;
  }

  async #answer(answer: ScriptedAnswer, response: ServerResponse): Promise<void> {
    const { status = 200, headers = {}, body = [], beats = 0, never, breaks, after = [] } = answer;
    if (never) return;
    await this.#beats(response, beats);
    await this.#until(response, () => after.every((path) => this.#requests.some((request) => request.path === path)));
    this.#sent += 1;
    if (breaks) return void response.destroy();
    response.writeHead(status, headers);
    for (const [index, piece] of body.entries()) {
      if (index > 0) await this.#beats(response, enoughBeats);
      response.write(piece);
      this.#sent += 1;
    }
    response.end();
  }

  async #beats(response: ServerResponse, beats: number): Promise<void> {
    const from = this.#board.get('ticks');
    this.#coming += 1;
    await this.#until(response, () => this.#board.get('ticks') - from >= beats);
    this.#coming -= 1;
  }

  /** Waits as long as it takes, unless the client goes away. */
  async #until(response: ServerResponse, happened: () => boolean): Promise<void> {
    while (!happened() && !response.destroyed) await wait(pollMs);
  }
}
