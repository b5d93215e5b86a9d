import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { RealStage } from '../../../../harness/scenario.ts';

/** What becomes of a question without an answer. */
const refused = 'the connection was refused';
const ended = 'the connection ended without an answer';
const silence = 'no answer, and the connection did not end';

/** A client, with a connection of its own. */
export class Client {
  readonly #stage: RealStage;
  readonly #socket: Socket;
  readonly #waiting: ((answer: string) => void)[] = [];
  #end: string | undefined;

  constructor(stage: RealStage, port: number, address = '127.0.0.1') {
    this.#stage = stage;
    this.#socket = connect(port, address);
    const lines = createInterface({ input: this.#socket });
    lines.on('error', () => {});
    lines.on('line', (line) => this.#waiting.shift()?.(line));
    let end = ended;
    this.#socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') end = refused;
    });
    this.#socket.on('close', () => {
      this.#end = end;
      for (const tell of this.#waiting.splice(0)) tell(end);
    });
  }

  /** @returns the id of the process that has answered, or what became of the question in place of that */
  async put(question = 'who'): Promise<string> {
    return new Promise((resolve) => {
      if (this.#end !== undefined) return resolve(this.#end);
      this.#waiting.push(resolve);
      this.#socket.write(`${question}\n`);
    });
  }

  /** The same; when nothing else can happen, the question is not answered any more. */
  async ask(question?: string): Promise<string> {
    return this.told(this.put(question));
  }

  async told(answer: Promise<string>): Promise<string> {
    return (await this.#stage.settles(answer)) ? answer : silence;
  }

  hangUp(): void {
    this.#socket.destroy();
  }

  /** As who loses its power: the other side is told of an error, and not of an end. */
  reset(): void {
    this.#socket.resetAndDestroy();
  }
}
