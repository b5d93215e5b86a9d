import type { AnyArray } from '../../common/elements.ts';
import type { SharedBuffers } from './buffers.ts';
import { noted, notingMethods, type Note } from './methods.ts';

/** What the attempt's code calls where it may touch shared memory; see judge/staging/instrument-accesses.ts. */
export type Instrumented = {
  /** `target[key]`, to be read or written as `.value`. */
  readonly at: (target: unknown, key: unknown, site: number) => { value: unknown };
  /** The object on which the next method is called. */
  readonly on: (target: unknown, site: number) => unknown;
  /** What is iterated over. */
  readonly elements: (target: unknown, site: number) => unknown;
};

/** @param tellSite tells where the next operation of `Atomics` is */
export function instrumented(buffers: SharedBuffers, tellSite: (site: number) => void): Instrumented {
  const noteElement = (
    target: ArrayBufferView,
    key: unknown,
    kind: 'plain read' | 'plain write',
    site: number,
  ): void => {
    const view = buffers.view(target);
    if (view === undefined) return;
    const size = (target as Int32Array).BYTES_PER_ELEMENT;
    const byte = Number(key) * size;
    if (Number.isInteger(byte) && byte >= 0 && byte < view.byteLength) buffers.note(view, byte, size, kind, site);
  };

  class Element {
    readonly #target: unknown;
    readonly #key: unknown;
    readonly #site: number;

    constructor(target: unknown, key: unknown, site: number) {
      this.#target = target;
      this.#key = key;
      this.#site = site;
    }

    get value(): unknown {
      const target = this.#target as Record<PropertyKey, unknown>;
      if (ArrayBuffer.isView(target)) noteElement(target, this.#key, 'plain read', this.#site);
      return target[this.#key as PropertyKey];
    }

    set value(value: unknown) {
      const target = this.#target as Record<PropertyKey, unknown>;
      if (ArrayBuffer.isView(target)) noteElement(target, this.#key, 'plain write', this.#site);
      target[this.#key as PropertyKey] = value;
    }
  }

  const noteOf = (target: ArrayBufferView, site: number): Note | undefined => {
    const view = buffers.view(target);
    if (view === undefined) return undefined;
    const size = 'BYTES_PER_ELEMENT' in target ? Number(target.BYTES_PER_ELEMENT) : 1;
    return (from, to, writes) => {
      const start = Math.max(0, from) * size;
      const end = Math.min(to * size, view.byteLength);
      if (start < end) buffers.note(view, start, end - start, writes ? 'plain write' : 'plain read', site);
    };
  };

  const sited = new Map<number, object>();
  /** Tells the site only once the arguments are evaluated, as they may contain other calls. */
  const atomicsAt = (site: number): object => {
    const known = sited.get(site);
    if (known !== undefined) return known;
    const made = Object.create(Atomics) as Record<string, unknown>;
    for (const name of Object.getOwnPropertyNames(Atomics)) {
      made[name] = (...args: unknown[]): unknown => {
        tellSite(site);
        return Reflect.apply(Reflect.get(Atomics, name) as () => unknown, Atomics, args);
      };
    }
    sited.set(site, made);
    return made;
  };

  return {
    at: (target, key, site) => new Element(target, key, site),
    on: (target, site) => {
      if (target === Atomics) return atomicsAt(site);
      if (!ArrayBuffer.isView(target)) return target;
      const note = noteOf(target, site);
      return note === undefined ? target : notingMethods(target, note);
    },
    elements: (target, site) => {
      if (!ArrayBuffer.isView(target) || target instanceof DataView) return target;
      const note = noteOf(target, site);
      return note === undefined ? target : noted(target as AnyArray, note, (value) => value);
    },
  };
}
