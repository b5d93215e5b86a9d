import { EventEmitter } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { maxPorts, portActor } from '../block/actors.ts';
import type { Baton } from '../baton/baton.ts';
import type { MessageCodec } from './message-codec.ts';
import { refusal } from '../baton/refusal.ts';

type Listener = (event: { readonly data: unknown }) => void;

/** The message ports of one thread; at each of them it can listen or send, for the time of a run. */
export class Ports {
  readonly #baton: Baton;
  readonly #codec: MessageCodec;
  readonly #ports = new Map<number, ExploredPort>();

  constructor(baton: Baton, codec: MessageCodec) {
    this.#baton = baton;
    this.#codec = codec;
  }

  /** A run begins: nobody listens yet. */
  reset(): void {
    for (const port of this.#ports.values()) port.reset();
  }

  port(number: number): MessagePort {
    if (number >= maxPorts) throw new Error(`Expected at most ${maxPorts / 2} channels`);
    const port = new ExploredPort(number, this.#baton, this.#codec);
    this.#ports.set(number, port);
    // As far as code in a scenario can tell; what else a port has is refused by name.
    return port as unknown as MessagePort;
  }

  /** Whether the thread has to stay, as it listens somewhere. */
  get listening(): boolean {
    return [...this.#ports.values()].some((port) => port.listening);
  }

  /** A message has come. */
  deliver(number: number, bytes: Buffer): void {
    this.#ports.get(number)?.deliver(this.#codec.decode(bytes));
  }
}

/** A MessagePort whose messages arrive when the scheduler says so. */
export class ExploredPort extends EventEmitter {
  readonly #number: number;
  readonly #baton: Baton;
  readonly #codec: MessageCodec;
  #onmessage: Listener | null = null;
  readonly #wrapped = new Map<Listener, (data: unknown) => void>();

  constructor(number: number, baton: Baton, codec: MessageCodec) {
    super();
    this.#number = number;
    this.#baton = baton;
    this.#codec = codec;
    this.on('newListener', (event) => this.#listen(event === 'message' || this.listening));
    this.on('removeListener', () => this.#listen(this.listening));
  }

  get listening(): boolean {
    return this.listenerCount('message') > 0 || this.#onmessage !== null;
  }

  reset(): void {
    this.removeAllListeners('message');
    this.#onmessage = null;
    this.#wrapped.clear();
  }

  deliver(data: unknown): void {
    this.#onmessage?.({ data });
    this.emit('message', data);
  }

  postMessage(message: unknown, transfer?: unknown): void {
    if (transfer !== undefined) throw refusal('postMessage with a list of what to transfer');
    const bytes = this.#codec.encode(message);
    // The other end of the channel.
    this.#baton.post(this.#number ^ 1, bytes);
  }

  get onmessage(): Listener | null {
    return this.#onmessage;
  }

  set onmessage(listener: Listener | null) {
    this.#onmessage = listener;
    this.#listen(this.listening);
  }

  addEventListener(event: string, listener: Listener): void {
    const wrapped = (data: unknown): void => listener({ data });
    this.#wrapped.set(listener, wrapped);
    this.on(event, wrapped);
  }

  removeEventListener(event: string, listener: Listener): void {
    this.off(event, this.#wrapped.get(listener) ?? listener);
  }

  close(): void {
    this.reset();
    this.#listen(false);
  }

  start(): void {
    // It starts with its first listener.
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  #listen(on: boolean): void {
    this.#baton.listen(portActor(this.#number), on);
  }
}
