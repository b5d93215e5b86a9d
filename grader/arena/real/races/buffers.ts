import { types } from 'node:util';
import type { RaceBlock } from './block.ts';
import { noteAccess, takeSlots, type AccessKind, type Slots } from './history.ts';

const { isSharedArrayBuffer } = types;

/** A shared buffer that more than one thread knows. */
export type Watched = Slots & {
  /** The same in all threads, while the buffer itself is a different object in each. */
  readonly number: number;
};

/** How many plain accesses of one thread to one buffer are recorded; further ones cost little. */
const maxNotes = 5_000_000;

type Known = { readonly watched: Watched; notesLeft: number };

/** A view of a watched buffer. */
export type WatchedView = {
  readonly known: Known;
  readonly number: number;
  readonly byteOffset: number;
  readonly byteLength: number;
};

/**
 * The shared buffers that the attempt has made, as one thread knows them. A buffer is watched once it is first sent:
 * before that no other thread can touch it, and all that this thread did to it happens before the message.
 */
export class SharedBuffers {
  readonly #block: RaceBlock;
  readonly #known = new WeakMap<object, Known | 'own'>();
  readonly #views = new WeakMap<object, WatchedView | 'not shared'>();

  constructor(block: RaceBlock) {
    this.#block = block;
  }

  /** Knows, from now on, each buffer that this thread's code makes. */
  watchConstructor(): void {
    const Native = SharedArrayBuffer;
    const replaced: SharedArrayBufferConstructor = new Proxy(Native, {
      construct: (target, args: unknown[], newTarget) => {
        const buffer = Reflect.construct(target, args, newTarget === replaced ? target : newTarget) as object;
        // The length of a buffer that grows orders threads, too.
        if (Reflect.get(buffer, 'growable') === true) this.#block.goBlind();
        this.#known.set(buffer, 'own');
        return buffer;
      },
    });
    Object.defineProperty(Native.prototype, 'constructor', { value: replaced, writable: true, configurable: true });
    Object.defineProperty(globalThis, 'SharedArrayBuffer', { value: replaced, writable: true, configurable: true });
  }

  /** What another thread has to know about a buffer that it gets; `undefined` for one that is not the attempt's. */
  sent(buffer: SharedArrayBuffer): Watched | undefined {
    const known = this.#known.get(buffer);
    if (known !== 'own') return known?.watched;
    const watched = { number: this.#block.add('buffers', 1), ...takeSlots(this.#block, buffer.byteLength) };
    this.received(buffer, watched);
    return watched;
  }

  received(buffer: SharedArrayBuffer, watched: Watched): void {
    this.#known.set(buffer, { watched, notesLeft: maxNotes });
  }

  /** A view as the history knows it; `undefined` where only this thread can see what it shows. */
  view(view: ArrayBufferView): WatchedView | undefined {
    const found = this.#views.get(view);
    if (found !== undefined) return found === 'not shared' ? undefined : found;
    const { buffer, byteOffset, byteLength } = view;
    if (!isSharedArrayBuffer(buffer)) {
      this.#views.set(view, 'not shared');
      return undefined;
    }
    const known = this.#known.get(buffer);
    if (known === undefined || known === 'own') return undefined;
    const seen = { known, number: known.watched.number, byteOffset, byteLength };
    this.#views.set(view, seen);
    return seen;
  }

  /** Whether the view is of shared memory that arrived in a way that we do not watch. */
  isStranger({ buffer }: ArrayBufferView): boolean {
    return isSharedArrayBuffer(buffer) && !this.#known.has(buffer);
  }

  /** Records an access to bytes of a view. */
  note({ known, byteOffset }: WatchedView, byte: number, size: number, kind: AccessKind, site: number): void {
    const isPlain = kind === 'plain read' || kind === 'plain write';
    if (isPlain && known.notesLeft-- <= 0) return;
    noteAccess(this.#block, known.watched, byteOffset + byte, size, kind, site);
  }
}
