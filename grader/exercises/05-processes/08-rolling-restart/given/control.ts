import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/* The other end of `app.ts`, and the clients of the service. */

/** A process of the service, as its application tells of it. */
export class Desk {
  readonly pid: number;
  readonly version: string;
  readonly #opened: Promise<void>;
  readonly ended: Promise<void>;
  hasEnded = false;
  readonly #socket: Socket;
  #open!: () => void;
  #hang!: () => void;
  #hanging: Promise<void> | undefined;

  constructor(socket: Socket, pid: number, version: string) {
    this.#socket = socket;
    this.pid = pid;
    this.version = version;
    this.#opened = new Promise((resolve) => (this.#open = resolve));
    this.ended = new Promise((resolve) => {
      socket.once('close', () => {
        this.hasEnded = true;
        resolve();
      });
    });
  }

  hear(word: string): void {
    if (word === 'opened') this.#open();
    if (word === 'hanging') this.#hang();
  }

  /** Lets it open, or end with this code. */
  go(code = ''): void {
    this.#say(`go ${code}`);
  }

  /** Whether it has loaded; false: it has ended before. */
  async opens(): Promise<boolean> {
    return Promise.race([this.#opened.then(() => true), this.ended.then(() => false)]);
  }

  answer(number: number): void {
    this.#say(`answer-${number}`);
  }

  /** From now on it does nothing any more, and hears nothing. */
  async hang(): Promise<void> {
    // Whoever hangs already is not asked again, and never answers if it has ended.
    if (!this.#hanging) {
      this.#hanging = new Promise<void>((resolve) => (this.#hang = resolve));
      this.#say('hang');
    }
    await Promise.race([this.#hanging, this.ended]);
  }

  #say(line: string): void {
    if (!this.#socket.destroyed) this.#socket.write(`${line}\n`);
  }
}

export class Control {
  /** In the order in which they were about to open. */
  readonly desks: Desk[] = [];
  /** What becomes of one that opens: it waits to be told, where this gives nothing back. */
  welcome: (desk: Desk) => string | undefined = () => '';
  readonly #server: Server;
  readonly #begun = new Map<number, Desk>();
  #numbers = 0;
  #changed: (() => void)[] = [];

  private constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket) => this.#hear(socket));
  }

  static async open(): Promise<Control> {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    process.env['CONTROL'] = String((server.address() as AddressInfo).port);
    return new Control(server);
  }

  close(): void {
    this.#server.close();
  }

  nextNumber(): number {
    return (this.#numbers += 1);
  }

  /** The process in which this request has begun; waits until one has. */
  async begun(number: number): Promise<Desk> {
    return this.#until(() => this.#begun.get(number));
  }

  /** The process that is the so manieth to open; waits until it is about to. */
  async opening(index: number): Promise<Desk> {
    return this.#until(() => this.desks[index]);
  }

  async #until<Value>(look: () => Value | undefined): Promise<Value> {
    for (let found = look(); ; found = look()) {
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#changed.push(resolve));
    }
  }

  #hear(socket: Socket): void {
    let desk: Desk | undefined;
    // A process that is killed breaks off.
    const lines = createInterface({ input: socket });
    for (const each of [socket, lines]) each.on('error', () => {});
    lines.on('line', (line) => {
      const [word = '', one = '', two = ''] = line.split(' ');
      if (word === 'opening') {
        desk = new Desk(socket, Number(one), two);
        this.desks.push(desk);
        const code = this.welcome(desk);
        if (code !== undefined) desk.go(code);
      } else if (word === 'begun' && desk) {
        this.#begun.set(Number(one), desk);
      }
      desk?.hear(word);
      for (const tell of this.#changed.splice(0)) tell();
    });
  }
}

export type Answer = { readonly version: string; readonly pid: number };

/** A connection to the service, as a client has it that keeps its connections alive. */
export class Client {
  readonly #socket: Socket;
  #text = '';
  #answered: (answer: Answer | null) => void = () => {};
  isOpen = true;

  private constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1');
    this.#socket.setEncoding('utf8').on('data', (chunk: string) => {
      this.#text += chunk;
      const [, version, pid] = /over (\S+) (\d+);/.exec(this.#text) ?? [];
      if (version !== undefined) this.#answered({ version, pid: Number(pid) });
    });
    // All that there is to say is said by its end.
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => {
      this.isOpen = false;
      this.#answered(null);
    });
  }

  /** A connection that stands, or was refused. */
  static async to(port: number): Promise<Client> {
    const client = new Client(port);
    await new Promise<void>((resolve) => {
      client.#socket.once('connect', resolve);
      client.#socket.once('close', () => resolve());
    });
    return client;
  }

  /** @returns null: the connection was closed, or refused, and there was no answer */
  async get(path: string): Promise<Answer | null> {
    this.#text = '';
    return new Promise((resolve) => {
      this.#answered = resolve;
      if (this.isOpen) this.#socket.write(`GET /${path} HTTP/1.1\r\nHost: ferry\r\n\r\n`);
      else resolve(null);
    });
  }

  hangUp(): void {
    this.#socket.destroy();
  }
}
