import { createHash, createHmac } from 'node:crypto';
import { EventEmitter, EventEmitterAsyncResource, on } from 'node:events';
import { PassThrough } from 'node:stream';
import { reachable } from './reachable.ts';

/**
 * The prototypes of objects that code gets only by calling something: all runs share them, and no global or
 * module names them.
 */
export function hiddenPrototypes(): readonly unknown[] {
  return reachable(samples(), new Set([globalThis])).map((object) => Reflect.getPrototypeOf(object));
}

/** One of each kind, and of what these keep inside. */
function samples(): readonly unknown[] {
  const emitter = new EventEmitter();
  const { signal } = new AbortController();
  signal.addEventListener('abort', () => {});
  const events = on(emitter, 'sample');
  emitter.emit('sample');
  void events.return?.();
  return [
    function* () {},
    async function* () {},
    async () => {},
    [][Symbol.iterator](),
    new Map().entries(),
    new Set().values(),
    ''[Symbol.iterator](),
    'a'.matchAll(/a/g),
    emitter,
    events,
    signal,
    ...inside(signal),
    new PassThrough(),
    new EventEmitterAsyncResource({ name: 'sample' }),
    new URL('http://localhost/'),
    new URLSearchParams('a=b').entries(),
    new TextEncoder(),
    new TextDecoder(),
    createHash('sha256'),
    createHmac('sha256', 'key'),
    new ReadableStream(),
    new ReadableStream().getReader(),
    new WritableStream(),
    new TransformStream(),
  ];
}

/** What is in the maps that an object holds. */
function inside(holder: object): readonly unknown[] {
  const held = Reflect.ownKeys(holder).map((key): unknown => Reflect.get(holder, key));
  return held.flatMap((value) => (value instanceof Map ? [...value.values()] : []));
}
