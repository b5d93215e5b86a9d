import type { MemoryRange, Value } from '../../../explore/operation.ts';
import type { Baton } from '../baton/baton.ts';
import { anyAtomics, realAtomics, type AnyArray, type WaitAsync } from '../../common/elements.ts';
import type { Intent } from '../../../explore/loop-window.ts';
import { cast, type SharedArrays } from './shared-arrays.ts';

const changes = ['add', 'and', 'exchange', 'or', 'sub', 'xor'] as const;

type Joined = 'joined' | 'not-equal' | 'timed-out';
type Located = { readonly array: AnyArray; readonly at: number; readonly place: MemoryRange };

/**
 * `Atomics` for the learner's code: each call on shared memory is one visible step. Node's own checks of
 * the arguments come first, so wrong ones throw what they always throw, before anything is touched.
 *
 * Objects are written out where a spread would do: every operation comes through here.
 */
export function gatedAtomics(baton: Baton, arrays: SharedArrays): object {
  const { lane } = baton;

  const locate = (view: unknown, index: unknown): Located | undefined => {
    const array = arrays.real(view);
    if (array === undefined) return undefined;
    // Node checks the kind of the array first, then the index, which has yet to become a number.
    if (typeof index !== 'number' && array.length > 0) anyAtomics.load(array, 0);
    // oxlint-disable-next-line typescript/no-unnecessary-type-conversion -- a bigint throws here, as in Node.
    const at = Math.trunc(+(index as number)) || 0;
    anyAtomics.load(array, at);
    if (!arrays.has(array, at)) throw new RangeError('Invalid atomic access index');
    return { array, at, place: arrays.element(array, at) };
  };

  const change =
    (verb: (typeof changes)[number]) =>
    (view: AnyArray, index: number, value: Value): Value => {
      const located = locate(view, index);
      if (located === undefined) return anyAtomics[verb](view, index, value);
      const { array, at, place } = located;
      const { buffer, byte, size } = place;
      const operand = cast(array, value);
      let read: Value = 0;
      baton.step(intend('change', place, operand), () => {
        read = anyAtomics[verb](array, at, operand);
        const wrote = anyAtomics.load(array, at);
        return { op: { lane, kind: 'rmw', buffer, byte, size, read, wrote }, verb, operand };
      });
      return read;
    };

  /**
   * Joins the waiters, if the element holds the value. With a time-out of 0, Node never lets others see the
   * waiter: that is a look.
   * @param waiter the actor to wake; absent: the thread
   */
  const joinWaiters = (located: Located, value: Value, timeout: unknown, waiter?: () => number | undefined): Joined => {
    const { array, at, place } = located;
    const { buffer, byte, size } = place;
    const expected = cast(array, value);
    anyAtomics.wait(array, at, expected, 0);
    const limit = Number(timeout);
    const operand = Number.isNaN(limit) ? Infinity : Math.max(0, limit);
    let joined: Joined = 'not-equal';
    baton.step(intend('wait', place, expected), () => {
      const read = anyAtomics.load(array, at);
      if (read === expected) joined = operand === 0 ? 'timed-out' : 'joined';
      if (joined !== 'joined')
        return { op: { lane, kind: 'wait-not-equal', buffer, byte, size, read }, operand: expected };
      const actor = waiter?.();
      if (waiter && actor === undefined) {
        const refused = new Error(tooManyPromises);
        const op = { lane, kind: 'load', order: 'sc', buffer, byte, size, read } as const;
        return { op, verb: 'refused', operand: expected, refused };
      }
      return { op: { lane, kind: 'wait', buffer, byte, size, read }, operand, waiter: actor };
    });
    return joined;
  };

  const atomics = {
    ...Object.fromEntries(changes.map((verb) => [verb, Object.defineProperty(change(verb), 'name', { value: verb })])),

    load(view: AnyArray, index: number): Value {
      const located = locate(view, index);
      if (located === undefined) return anyAtomics.load(view, index);
      const { array, at, place } = located;
      const { buffer, byte, size } = place;
      let read: Value = 0;
      baton.step(intend('load', place), () => {
        read = anyAtomics.load(array, at);
        return { op: { lane, kind: 'load', order: 'sc', buffer, byte, size, read } };
      });
      return read;
    },

    store(view: AnyArray, index: number, value: Value): Value {
      const located = locate(view, index);
      if (located === undefined) return anyAtomics.store(view, index, value);
      const { array, at, place } = located;
      const { buffer, byte, size } = place;
      // Converted once: an object could give another number next time.
      const whole = wholeOf(array, value);
      const wrote = cast(array, whole);
      let stored: Value = 0;
      baton.step(intend('store', place, wrote), () => {
        stored = anyAtomics.store(array, at, whole);
        return { op: { lane, kind: 'store', order: 'sc', buffer, byte, size, wrote } };
      });
      return stored;
    },

    compareExchange(view: AnyArray, index: number, expected: Value, replacement: Value): Value {
      const located = locate(view, index);
      if (located === undefined) return anyAtomics.compareExchange(view, index, expected, replacement);
      const { array, at, place } = located;
      const { buffer, byte, size } = place;
      const operand = cast(array, expected);
      const wrote = cast(array, replacement);
      let read: Value = 0;
      baton.step(intend('cas', place, operand), () => {
        read = anyAtomics.compareExchange(array, at, operand, wrote);
        if (read !== operand) return { op: { lane, kind: 'cas-failed', buffer, byte, size, read }, operand };
        return { op: { lane, kind: 'cas', buffer, byte, size, read, wrote }, operand };
      });
      return read;
    },

    wait(view: AnyArray, index: number, value: Value, timeout?: number): 'ok' | 'not-equal' | 'timed-out' {
      const located = locate(view, index);
      if (located === undefined) return anyAtomics.wait(view, index, value, timeout);
      const joined = joinWaiters(located, value, timeout);
      if (joined !== 'joined') return joined;
      return baton.sleep(located.place) ? 'ok' : 'timed-out';
    },

    waitAsync(view: AnyArray, index: number, value: Value, timeout?: number): WaitAsync {
      const located = locate(view, index);
      if (located === undefined) return anyAtomics.waitAsync(view, index, value, timeout);
      let settle: (woken: boolean) => void = () => {};
      const promise = new Promise<'ok' | 'timed-out'>((resolve) => {
        settle = (woken) => resolve(woken ? 'ok' : 'timed-out');
      });
      const joined = joinWaiters(located, value, timeout, () => baton.promise(settle));
      return joined === 'joined' ? { async: true, value: promise } : { async: false, value: joined };
    },

    notify(view: AnyArray, index: number, count?: number): number {
      const located = locate(view, index);
      if (located === undefined) return anyAtomics.notify(view, index, count);
      const { array, at, place } = located;
      const { buffer, byte, size } = place;
      anyAtomics.notify(array, at, 0);
      const limit = count === undefined ? Infinity : Math.max(0, Math.trunc(count) || 0);
      let woken = 0;
      baton.step(intend('notify', place), () => {
        woken = Math.min(limit, baton.waiters(place));
        if (woken === 0) return { op: { lane, kind: 'notify-none', buffer, byte, size } };
        return { op: { lane, kind: 'notify', buffer, byte, size, woken } };
      });
      return woken;
    },

    // Only a hint to the processor, in those versions of Node that have it.
    ...('pause' in realAtomics && { pause: () => {} }),
    isLockFree: (size: number): boolean => realAtomics.isLockFree(size),
    [Symbol.toStringTag]: 'Atomics',
  };
  for (const key of Reflect.ownKeys(atomics)) Object.defineProperty(atomics, key, { enumerable: false });
  return Object.freeze(atomics);
}

/** The value that `Atomics.store` gives back: a bigint as it was, although the element holds it truncated. */
function wholeOf(array: AnyArray, value: Value): Value {
  if (array[Symbol.toStringTag].startsWith('Big')) return typeof value === 'bigint' ? value : cast(array, value);
  // oxlint-disable-next-line typescript/no-unnecessary-type-conversion -- a bigint throws here, as in Node.
  return +(value as number);
}

const tooManyPromises =
  'Too many promises of Atomics.waitAsync were waiting at the same time: no more can be followed here';

function intend(kind: Intent['kind'], { buffer, byte, size }: MemoryRange, value?: Value): Intent {
  return { kind, buffer, byte, size, value, site: undefined };
}
