import { AsyncResource } from 'node:async_hooks';
import type { TransferListItem } from 'node:worker_threads';
import type { Action } from '../run/action.ts';
import type { World } from './world.ts';

type Added = Parameters<EventTarget['addEventListener']>;
type Removed = Parameters<EventTarget['removeEventListener']>;
type Transfer = readonly TransferListItem[];
type Listener = (...args: never[]) => unknown;
type Heard = { readonly type: string; readonly hear: (event: Event) => void };

/** Only `MessageChannel` makes ports. */
const key = Symbol('port');
/** A port of Node's own, that knows what to say of no message at all. */
const { port1: real } = new MessageChannel();
const always = (): boolean => true;

/**
 * Node's `MessagePort`, for channels between tasks of one thread. The delivery of each message is a step of
 * its own: first in, first out at one port, any order among ports and all else.
 */
export class VirtualPort extends EventTarget {
  readonly #world: World;
  /** What was sent to this port, oldest first. */
  readonly #waiting: unknown[] = [];
  /** Listeners that were added in Node's way, each with what the EventTarget calls. */
  readonly #heard = new Map<Listener, Heard>();
  readonly #messageListeners = new Set<unknown>();
  readonly #pending = new Set<Action>();
  readonly #inContext: (work: () => void) => void;
  #partner: VirtualPort | undefined;
  #onmessage: ((event: MessageEvent) => unknown) | null = null;
  #started = false;
  #closed = false;
  /** Closed while a message came: those that were waiting with it still come, as they do in Node. */
  #isClosing = false;
  /** Index of the step in which the last message came. */
  #cameAt = -1;
  /** The other end was closed. */
  #isLeft = false;
  #hearsClose = false;
  #isCloseHeard = false;
  #holds = false;

  constructor(given: unknown, world: World) {
    super();
    if (given !== key) throw new TypeError('Illegal constructor');
    this.#world = world;
    this.#inContext = AsyncResource.bind((work: () => void) => work());
  }

  /** @returns both ends of a channel */
  static pair(world: World): readonly [VirtualPort, VirtualPort] {
    const one = new VirtualPort(key, world);
    const other = new VirtualPort(key, world);
    one.#partner = other;
    other.#partner = one;
    return [one, other];
  }

  /** @throws when a port is to be handed over: here a channel stays between its ends */
  postMessage(...given: readonly [message?: unknown, options?: Transfer | { readonly transfer?: Transfer }]): void {
    if (given.length === 0) Reflect.apply(real.postMessage, real, []);
    const [message, options] = given;
    const transfer = [...(isList(options) ? options : (options?.transfer ?? []))];
    if (transfer.some((item) => (item as object) instanceof VirtualPort))
      throw new Error('A MessagePort can’t be transferred in this exercise');
    const copy: unknown = structuredClone(message, { transfer });
    this.#world.run.touch('everything');
    const to = this.#partner;
    if (this.#closed || this.#isClosing || to === undefined || to.#closed || to.#isClosing) return;
    const parcel = { copy };
    to.#waiting.push(parcel);
    const possible = (): boolean => to.#started && to.#waiting[0] === parcel;
    to.#plan('message', possible, () => {
      to.#waiting.shift();
      to.#cameAt = to.#world.run.steps.length;
      if ((to.#isLeft || to.#isClosing) && to.#waiting.length === 0) to.#end();
      to.dispatchEvent(new MessageEvent('message', { data: copy }));
    });
  }

  start(): void {
    this.#world.run.touch('everything');
    this.#started = true;
  }

  /** What was sent before still arrives at the other end; then both hear `close`. */
  close(): void {
    const to = this.#partner;
    if (this.#closed || this.#isClosing || to === undefined) return;
    this.#world.run.touch('everything');
    to.#isLeft = true;
    if (to.#waiting.length === 0) to.#end();
    if (this.#waiting.length > 0 && this.#cameAt === this.#world.run.steps.length) {
      this.#isClosing = true;
      this.#hold(false);
      return;
    }
    for (const action of this.#pending) this.#world.run.cancel(action);
    this.#waiting.length = 0;
    this.#end();
  }

  ref(): void {
    this.#hold(true);
  }

  unref(): void {
    this.#hold(false);
  }

  hasRef(): boolean {
    return this.#holds;
  }

  get onmessage(): ((event: MessageEvent) => unknown) | null {
    return this.#onmessage;
  }

  set onmessage(listener: ((event: MessageEvent) => unknown) | null) {
    if (this.#onmessage !== null) this.removeEventListener('message', this.#onmessage as Added[1]);
    this.#onmessage = typeof listener === 'function' ? listener : null;
    if (this.#onmessage !== null) this.addEventListener('message', this.#onmessage as Added[1]);
  }

  override addEventListener(type: string, listener: Added[1], options?: Added[2]): void {
    super.addEventListener(type, listener, options);
    if (type === 'message') this.#listen(() => this.#messageListeners.add(listener));
    if (type !== 'close' || this.#isCloseHeard) return;
    // A close that nobody listens for would only be one more choice.
    this.#isCloseHeard = true;
    this.#hearsClose = true;
    if (this.#closed) this.#planClose();
  }

  override removeEventListener(type: string, listener: Removed[1], options?: Removed[2]): void {
    super.removeEventListener(type, listener, options);
    if (type === 'message') this.#listen(() => this.#messageListeners.delete(listener));
  }

  on(type: string, listener: Listener): this {
    return this.#add(type, listener, false);
  }

  once(type: string, listener: Listener): this {
    return this.#add(type, listener, true);
  }

  off(type: string, listener: Listener): this {
    const heard = this.#heard.get(listener);
    if (heard?.type !== type) return this;
    this.#heard.delete(listener);
    this.removeEventListener(type, heard.hear);
    return this;
  }

  addListener(type: string, listener: Listener): this {
    return this.on(type, listener);
  }

  removeListener(type: string, listener: Listener): this {
    return this.off(type, listener);
  }

  removeAllListeners(type?: string): this {
    for (const [listener, heard] of this.#heard)
      if (type === undefined || heard.type === type) this.off(heard.type, listener);
    return this;
  }

  listenerCount(type: string): number {
    if (type === 'message') return this.#messageListeners.size;
    return [...this.#heard.values()].filter((heard) => heard.type === type).length;
  }

  #add(type: string, listener: Listener, once: boolean): this {
    // An object that handles events, or Node's own words for what is no listener.
    if (typeof listener !== 'function') {
      this.addEventListener(type, listener);
      return this;
    }
    const hear = (event: Event): void => {
      if (once) this.off(type, listener);
      Reflect.apply(listener, this, event instanceof MessageEvent ? [event.data] : []);
    };
    this.#heard.set(listener, { type, hear });
    this.addEventListener(type, hear);
    return this;
  }

  /** A port hears, and keeps its process alive, as long as somebody listens for messages. */
  #listen(change: () => void): void {
    this.#world.run.touch('everything');
    const before = this.#messageListeners.size;
    change();
    const after = this.#messageListeners.size;
    if (before > 0 === after > 0) return;
    this.#started = after > 0;
    this.#hold(after > 0);
  }

  #hold(holds: boolean): void {
    this.#holds = holds && !this.#closed && !this.#isClosing;
    this.#world.run.keep(this, this.#holds ? { what: 'port', name: 'MessagePort' } : undefined);
  }

  #end(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#hold(false);
    if (this.#hearsClose) this.#planClose();
  }

  #planClose(): void {
    this.#hearsClose = false;
    this.#plan('close', always, () => this.dispatchEvent(new Event('close')));
  }

  #plan(name: 'message' | 'close', possible: () => boolean, work: () => void): void {
    const fire = (): void => {
      this.#pending.delete(action);
      this.#inContext(work);
    };
    const action = this.#world.run.plan({ kind: 'message', name, footprint: 'everything', possible, fire });
    this.#pending.add(action);
  }
}

/** `MessageChannel` in virtual time. */
export function messageChannel(world: World): new () => object {
  return class MessageChannel {
    readonly port1: VirtualPort;
    readonly port2: VirtualPort;

    constructor() {
      [this.port1, this.port2] = VirtualPort.pair(world);
    }
  };
}

function isList(options: unknown): options is Transfer {
  return Array.isArray(options);
}
