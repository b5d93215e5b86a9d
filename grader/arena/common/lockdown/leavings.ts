import buffer from 'node:buffer';
import { EventEmitter } from 'node:events';
import { getDefaultHighWaterMark, setDefaultHighWaterMark } from 'node:stream';
import { inspect } from 'node:util';
import type { Loose } from './lockdown.ts';
import { Polyfills } from './polyfills.ts';

/** Without one of these words strict code has no way to the global object. */
const waysThere = /\bglobal(?:This)?\b/;

/**
 * What a run can leave behind although the built-ins are locked: globals and polyfills that it added, and the
 * settings of Node's modules. Create it when the thread is locked down.
 */
export class Leavings {
  readonly #polyfills = new Polyfills();
  readonly #globals: ReadonlySet<PropertyKey> = new Set(Reflect.ownKeys(globalThis));
  readonly #above = Reflect.getPrototypeOf(globalThis);
  readonly #settings: readonly Setting[];
  #text: string | undefined;
  #reachesGlobals = false;

  /** @param loose what the lockdown had to leave writable */
  constructor(loose: readonly Loose[]) {
    this.#settings = [...settings(), ...loose.map((property) => settingOf(property))];
  }

  /** Prepares for runs of this code, the only code in the life of the thread. */
  expect(text: string): void {
    if (text === this.#text) return;
    this.#text = text;
    this.#reachesGlobals = waysThere.test(text);
    this.#polyfills.allow(text);
  }

  /** Undoes what the run left behind. */
  clear(): void {
    this.#polyfills.remove();
    for (const { is, restore } of this.#settings) if (!is()) restore();
    if (!this.#reachesGlobals) return;
    if (Reflect.getPrototypeOf(globalThis) !== this.#above) Reflect.setPrototypeOf(globalThis, this.#above);
    for (const key of Reflect.ownKeys(globalThis)) if (!this.#globals.has(key)) Reflect.deleteProperty(globalThis, key);
  }
}

/** Something that code may set; `is` tells whether it has its first value, `restore` sets that value again. */
type Setting = { readonly is: () => boolean; readonly restore: () => void };

function settingOf({ home, key, value }: Loose): Setting {
  return { is: () => Reflect.get(home, key) === value, restore: () => Reflect.set(home, key, value) };
}

function settings(): readonly Setting[] {
  const listeners = EventEmitter.defaultMaxListeners;
  const bytes = getDefaultHighWaterMark(false);
  const objects = getDefaultHighWaterMark(true);
  const inspected = buffer.INSPECT_MAX_BYTES;
  const { defaultOptions } = inspect;
  const options = { ...defaultOptions };
  const names = Object.keys(options) as readonly (keyof typeof options)[];
  return [
    {
      is: () => EventEmitter.defaultMaxListeners === listeners,
      restore: () => (EventEmitter.defaultMaxListeners = listeners),
    },
    {
      is: () => !EventEmitter.captureRejections,
      restore: () => (EventEmitter.captureRejections = false),
    },
    { is: () => getDefaultHighWaterMark(false) === bytes, restore: () => setDefaultHighWaterMark(false, bytes) },
    { is: () => getDefaultHighWaterMark(true) === objects, restore: () => setDefaultHighWaterMark(true, objects) },
    { is: () => buffer.INSPECT_MAX_BYTES === inspected, restore: () => (buffer.INSPECT_MAX_BYTES = inspected) },
    {
      is: () => names.every((name) => defaultOptions[name] === options[name]),
      restore: () => Object.assign(defaultOptions, options),
    },
  ];
}
