import { AsyncResource } from 'node:async_hooks';
import type { TransferListItem } from 'node:worker_threads';
import { PortEvents } from '../../common/port-events.ts';
import type { Action } from '../run/action.ts';
import type { World } from './world.ts';

type Transfer = readonly TransferListItem[];

/** Only `MessageChannel` makes ports. */
const key = Symbol('port');
/** A port of Node's own, which knows what to say to a missing message. */
const { port1: real } = new MessageChannel();
const always = (): boolean => true;

/**
 * Node's `MessagePort`, for channels between tasks of one thread. The delivery of each message is a step of
 * its own: first in, first out at each port, in any order with other ports and all else.
 */
export class VirtualPort extends PortEvents {
  readonly #world: World;
  /** What was sent to this port, oldest first. */
  readonly #waiting: unknown[] = [];
  readonly #pending = new Set<Action>();
  readonly #inContext: (work: () => void) => void;
  #partner: VirtualPort | undefined;
  #started = false;
  #closed = false;
  /** Whether it was closed while a message came: messages that waited with that one still come, as in Node. */
  #isClosing = false;
  /** Index of the step in which the last message came. */
  #cameAt = -1;
  /** Whether the other end was closed. */
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

  /** @throws when a port is to be transferred: here a channel stays between its ends */
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
      to.tell(copy);
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

  protected override changed(type: string, before: number): void {
    const after = this.listenerCount(type);
    if (type === 'message') this.#listen(before > 0, after > 0);
    if (type !== 'close' || after < before || this.#isCloseHeard) return;
    // A close that no code listens for would only add a choice.
    this.#isCloseHeard = true;
    this.#hearsClose = true;
    if (this.#closed) this.#planClose();
  }

  /** A port receives messages, and keeps its process alive, as long as any code listens for them. */
  #listen(before: boolean, after: boolean): void {
    this.#world.run.touch('everything');
    if (before === after) return;
    this.#started = after;
    this.#hold(after);
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
