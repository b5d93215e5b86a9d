import workerThreads, { type MessagePort } from 'node:worker_threads';
import { isOfAttempt, isUnheard } from '../meters/own-messages.ts';
import type { RaceBlock } from './block.ts';
import { isEnvelope, type Envelopes } from './envelopes.ts';

/**
 * The method by which Node hands over whatever reaches a port, a worker or a broadcast channel, before any listener.
 */
const dispatch = Symbol.for('nodejs.internal.kHybridDispatch');

type Post = (this: MessagePort, message: unknown, ...rest: unknown[]) => unknown;
type Dispatch = (this: MessagePort, data: unknown, ...rest: unknown[]) => unknown;

/**
 * Makes the attempt's messages travel in envelopes from now on. Other events (an error, the end of a port) order
 * threads, too: a thread that hears one comes after all that have sent one.
 */
export function followMessages(block: RaceBlock, envelopes: Envelopes): void {
  const prototype = workerThreads.MessagePort.prototype as unknown as Record<'postMessage' | 'close', Post> & {
    [dispatch]?: Dispatch;
  };
  const { postMessage, close } = prototype;
  const native = prototype[dispatch];
  let cloning = false;
  if (native === undefined) return block.goBlind();

  prototype.postMessage = function (message, ...rest) {
    if (!cloning && isOfAttempt(message)) return Reflect.apply(postMessage, this, [envelopes.close(message), ...rest]);
    if (!isUnheard(message)) block.releaseToAll();
    return Reflect.apply(postMessage, this, [message, ...rest]);
  };
  prototype.close = function (...args) {
    block.releaseToAll();
    Reflect.apply(close, this, args);
  };
  const define = (owner: object, key: PropertyKey, value: unknown): void =>
    void Object.defineProperty(owner, key, { value, writable: true, configurable: true });

  define(prototype, dispatch, function (this: MessagePort, data: unknown, ...rest: unknown[]): unknown {
    if (isEnvelope(data)) return Reflect.apply(native, this, [envelopes.open(data), ...rest]);
    // A thread that ends does not say so itself.
    if (rest[0] === 'close' && this.listenerCount('close') > 0) block.joinAll();
    else if (!isUnheard(data)) block.acquireFromAll();
    return Reflect.apply(native, this, [data, ...rest]);
  });

  const { receiveMessageOnPort } = workerThreads;
  define(workerThreads, 'receiveMessageOnPort', (port: MessagePort) => {
    const received: { readonly message: unknown } | undefined = receiveMessageOnPort(port);
    if (received && isEnvelope(received.message)) return { message: envelopes.open(received.message) };
    return received;
  });

  // Node 20 makes a copy by sending it through a port of its own.
  const { structuredClone } = globalThis;
  define(globalThis, 'structuredClone', (...args: Parameters<typeof structuredClone>): unknown => {
    cloning = true;
    try {
      return Reflect.apply(structuredClone, undefined, args);
    } finally {
      cloning = false;
    }
  });
}
