import { fix } from './lockdown.ts';

type Holder = { readonly holder: object; readonly names: readonly string[] };

/** Newer parts of the language that people polyfill where their Node does not have them yet. */
const newer: readonly Holder[] = [
  { holder: Promise, names: ['withResolvers', 'try'] },
  { holder: Object, names: ['groupBy'] },
  { holder: Map, names: ['groupBy'] },
  { holder: Array, names: ['fromAsync'] },
  { holder: Symbol, names: ['dispose', 'asyncDispose'] },
  { holder: RegExp, names: ['escape'] },
  { holder: Math, names: ['sumPrecise'] },
  {
    holder: Set.prototype,
    names: [
      'union',
      'intersection',
      'difference',
      'symmetricDifference',
      'isSubsetOf',
      'isSupersetOf',
      'isDisjointFrom',
    ],
  },
];

/**
 * What an attempt may add to the language: only where its text names something that this Node lacks, and
 * only for one run.
 */
export class Polyfills {
  readonly #closed = new Set<object>();
  readonly #original = new Map<object, ReadonlySet<PropertyKey>>();
  #open: readonly object[] = [];

  /** Objects that the lockdown must leave alone. */
  static readonly holders: ReadonlySet<object> = new Set(newer.map(({ holder }) => holder));

  constructor() {
    for (const { holder } of newer) this.#original.set(holder, new Set(Reflect.ownKeys(holder)));
  }

  /** Locks all that the attempt need not extend. @param text of its code, before it runs for the first time */
  allow(text: string): void {
    const wanted = newer.filter(({ holder, names }) =>
      names.some((name) => !Object.hasOwn(holder, name) && text.includes(name)),
    );
    this.#open = wanted.map(({ holder }) => holder).filter((holder) => !this.#closed.has(holder));
    for (const { holder } of newer) {
      if (this.#open.includes(holder)) continue;
      // If its properties were fixed one by one, engines would take a built-in for changed, and be slow from then on.
      Object.freeze(holder);
      this.#closed.add(holder);
    }
    for (const holder of this.#open) fix(holder);
  }

  /** Takes away what the run has added. */
  remove(): void {
    for (const holder of this.#open) {
      const original = this.#original.get(holder);
      for (const key of Reflect.ownKeys(holder)) {
        if (original?.has(key) !== true) Reflect.deleteProperty(holder, key);
      }
    }
  }
}
