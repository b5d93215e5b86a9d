import { nativeAtomics, replaceAtomics } from '../../common/native-atomics.ts';
import type { AccessKind } from './history.ts';
import type { RaceBlock } from './block.ts';
import type { SharedBuffers, WatchedView } from './buffers.ts';

type Call = (...args: unknown[]) => unknown;

/** What each operation does to its element, as far as is certain beforehand; `undefined` where it touches none. */
const accesses: Readonly<Record<string, AccessKind | undefined>> = {
  add: 'atomic write',
  and: 'atomic write',
  compareExchange: 'atomic read',
  exchange: 'atomic write',
  load: 'atomic read',
  notify: undefined,
  or: 'atomic write',
  store: 'atomic write',
  sub: 'atomic write',
  wait: 'atomic read',
  waitAsync: 'atomic read',
  xor: 'atomic write',
};

type Element = { readonly view: WatchedView; readonly byte: number; readonly size: number };

/**
 * Replaces `Atomics`, wherever the code that calls it comes from. Each operation on an element is taken to
 * order this thread after all earlier ones there and before all later ones: more than the language says,
 * never less.
 *
 * An operation is recorded before it is done, and this thread's clock is left there before, too, for those that may
 * see the effect.
 *
 * @returns sets the site of the next call
 */
export function watchAtomics(block: RaceBlock, buffers: SharedBuffers): (site: number) => void {
  let site = 0;
  const replacement: object = Object.create(Object.prototype, Object.getOwnPropertyDescriptors(nativeAtomics));

  const elementOf = (array: unknown, index: unknown): Element | undefined => {
    if (!ArrayBuffer.isView(array)) return undefined;
    if (buffers.isStranger(array)) block.goBlind();
    const view = buffers.view(array);
    const size = (array as Int32Array).BYTES_PER_ELEMENT;
    const byte = Math.trunc(Number(index ?? 0)) * size;
    // Node itself refuses an index out of range.
    return view && byte >= 0 && byte < view.byteLength ? { view, byte, size } : undefined;
  };

  for (const [name, kind] of Object.entries(accesses)) {
    const native: unknown = Reflect.get(nativeAtomics, name);
    if (typeof native !== 'function') continue;
    const call = native as Call;
    const watched = function (...args: unknown[]): unknown {
      const here = site;
      site = 0;
      const element = elementOf(args[0], args[1]);
      if (element === undefined) return call(...args);
      const { view, byte, size } = element;
      const address = view.byteOffset + byte;
      if (kind !== undefined) buffers.note(view, byte, size, kind, here);
      block.release(view.number, address);
      const result = call(...args);
      block.acquire(view.number, address);
      // We await the promise first, so that all who await it come after the thread that woke them.
      if (name === 'waitAsync') void promiseOf(result)?.then(() => block.acquire(view.number, address));
      return result;
    };
    Object.defineProperty(watched, 'name', { value: name });
    Object.defineProperty(replacement, name, { value: watched, writable: true, configurable: true });
  }
  replaceAtomics(replacement);
  return (next) => {
    site = next;
  };
}

function promiseOf(result: unknown): Promise<unknown> | undefined {
  const { value } = result as { value: unknown };
  return value instanceof Promise ? value : undefined;
}
