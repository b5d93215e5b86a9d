import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { maxPorts, portActor } from '../block/actors.ts';
import { PortEvents } from '../../common/port-events.ts';
import type { Baton } from '../baton/baton.ts';
import type { MessageCodec } from './message-codec.ts';
import { refusal } from '../baton/refusal.ts';

type Transfer = readonly unknown[];
type Sent = readonly [message?: unknown, options?: Transfer | { readonly transfer?: Transfer }];

/** The contents of the mail: a message that was sent, or that the other end was closed. */
const closing = Buffer.of(1);
const sent = Buffer.of(0);

/** Only `Ports` makes ports. */
const key = Symbol('port');
/** Ports of Node's own: they know what can be transferred, and which error to throw when it cannot. */
const { port1: real, port2: end } = new MessageChannel();
const { setImmediate } = globalThis;

/** The message ports of one thread, at each of which the thread can listen or send, for one run. */
export class Ports {
  readonly #baton: Baton;
  readonly #codec: MessageCodec;
  readonly #ports = new Map<number, ExploredPort>();

  constructor(baton: Baton, codec: MessageCodec) {
    this.#baton = baton;
    this.#codec = codec;
  }

  /** Call it when a run begins: no port has listeners then. */
  reset(): void {
    for (const port of this.#ports.values()) port.reset();
  }

  port(number: number): MessagePort {
    if (number >= maxPorts) throw new Error(`Expected at most ${maxPorts / 2} channels`);
    const port = new ExploredPort(key, number, this.#baton, this.#codec);
    this.#ports.set(number, port);
    // A `MessagePort` as far as code in a scenario can tell.
    return port as unknown as MessagePort;
  }

  /** Whether the thread has to stay because it listens at a port. */
  get listening(): boolean {
    return [...this.#ports.values()].some((port) => port.listening);
  }

  /** Delivers a message, or a close, at a port. */
  deliver(number: number, mail: Buffer): void {
    this.#ports.get(number)?.deliver(mail);
  }
}

/** A MessagePort whose messages arrive when the scheduler decides. */
export class ExploredPort extends PortEvents {
  readonly #number: number;
  readonly #baton: Baton;
  readonly #codec: MessageCodec;
  #closed = false;
  #holds = false;
  /** What came while only the other end's close was listened for. */
  #waiting: unknown[] = [];

  constructor(given: unknown, number: number, baton: Baton, codec: MessageCodec) {
    super();
    if (given !== key) throw new TypeError('Illegal constructor');
    this.#number = number;
    this.#baton = baton;
    this.#codec = codec;
  }

  get listening(): boolean {
    return !this.#closed && (this.listenerCount('message') > 0 || this.listenerCount('close') > 0);
  }

  reset(): void {
    this.forget();
    this.#closed = false;
    this.#holds = false;
    this.#waiting = [];
  }

  deliver(mail: Buffer): void {
    if (mail[0] === closing[0]) this.#end();
    else if (this.listenerCount('message') === 0) this.#waiting.push(this.#codec.decode(mail.subarray(1)));
    else this.tell(this.#codec.decode(mail.subarray(1)));
  }

  /** @throws as Node does, and when a port is to be transferred: here a channel stays between its ends */
  postMessage(...given: Sent): void {
    if (given.length === 0) Reflect.apply(real.postMessage, real, []);
    const [message, options] = given;
    if (Array.isArray(options) && options.some((item) => item instanceof ExploredPort))
      throw refusal('postMessage of a MessagePort');
    const bytes = this.#codec.encode(message);
    // Detaches what is transferred.
    if (options !== undefined) {
      real.postMessage(undefined, options as never[]);
      receiveMessageOnPort(end);
    }
    if (this.#closed) return;
    this.#post(Buffer.concat([sent, bytes]));
  }

  /** What was sent before still arrives at the other end; then both hear `close`. */
  close(): void {
    if (this.#closed) return;
    this.#post(closing, 'close');
    this.#waiting = [];
    this.#end();
  }

  start(): void {
    // A port starts with its first listener.
  }

  ref(): void {
    this.#holds = !this.#closed;
  }

  unref(): void {
    this.#holds = false;
  }

  hasRef(): boolean {
    return this.#holds;
  }

  protected override changed(type: string, before: number): void {
    const after = this.listenerCount(type);
    if (type === 'message' && before > 0 !== after > 0) this.#holds = after > 0 && !this.#closed;
    if (type === 'message' && before === 0)
      for (const message of this.#waiting.splice(0)) setImmediate(() => this.tell(message));
    this.#baton.listen(portActor(this.#number), this.listening);
  }

  /** Posts to the other end of the channel. */
  #post(mail: Buffer, verb?: 'close'): void {
    this.#baton.post(this.#number ^ 1, mail, verb);
  }

  #end(): void {
    this.#closed = true;
    this.#holds = false;
    this.#baton.listen(portActor(this.#number), false);
    setImmediate(() => this.dispatchEvent(new Event('close')));
  }
}
