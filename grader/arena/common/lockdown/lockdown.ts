import { reachable } from './reachable.ts';
import { hiddenPrototypes } from './samples.ts';

/**
 * Locks the built-ins of this thread so that no code can change them: the kit's code can rely on them whatever an
 * attempt does, and no run leaves anything behind for the next to find. Frozen once, they cost a run nothing; a
 * separate realm for each run would cost more than most runs.
 *
 * After Node's own `--frozen-intrinsics` and lockdown() of https://github.com/endojs/endo/tree/master/packages/ses.
 */

/** Properties of the language's own prototypes that people assign to objects inheriting them. */
const assigned = new Map<object, readonly string[]>([
  [
    Object.prototype,
    ['constructor', 'toString', 'toLocaleString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf', 'propertyIsEnumerable'],
  ],
  [Function.prototype, ['toString']],
]);

const errors = [Error, AggregateError, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError];

/**
 * Engines are fast only while these prototypes keep their original properties, which accessors would replace, so they
 * are frozen unchanged.
 */
const language: readonly object[] = [
  Array,
  BigInt,
  Boolean,
  Date,
  Map,
  Number,
  Promise,
  RegExp,
  Set,
  String,
  Symbol,
  WeakMap,
  WeakSet,
  ArrayBuffer,
  SharedArrayBuffer,
  DataView,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
].map((made) => made.prototype as object);

/** Deprecated statics that reveal the last match, even one made by another run. */
const lastMatch = ['input', '$_', 'lastMatch', '$&', 'lastParen', '$+', 'leftContext', '$`', 'rightContext', "$'"];

export type Lockdown = {
  /** What can be reached besides the globals: the modules that code may import, and classes of ours. */
  readonly roots: readonly unknown[];
  /** Objects to leave alone. */
  readonly except?: readonly object[];
  /** Objects that `Polyfills` locks once the code is known. */
  readonly later?: ReadonlySet<object>;
};

/** A property that must stay writable, because inheriting objects assign their own, and its value. */
export type Loose = { readonly home: object; readonly key: PropertyKey; readonly value: unknown };

/**
 * Locks down the thread. Call it once, after the globals are replaced and before learner code is loaded.
 * @returns the properties that a run can change nonetheless
 */
export function lockDown({ roots, except = [], later = new Set() }: Lockdown): readonly Loose[] {
  refuseCodeFromText();
  for (const name of [...lastMatch, ...Array.from({ length: 9 }, (_, index) => `$${index + 1}`)])
    Reflect.deleteProperty(RegExp, name);
  const globals = Reflect.ownKeys(globalThis).map((key): unknown => Reflect.get(globalThis, key));
  const found = reachable([...globals, ...roots, ...hiddenPrototypes()], new Set([globalThis, ...except]));
  const isLanguage = new Set(language);
  const isError = new Set(errors.map(({ prototype }) => prototype as object));
  const loose: Loose[] = [];
  for (const object of found) {
    if (isLanguage.has(object)) continue;
    const names = assigned.get(object) ?? (isError.has(object) ? Reflect.ownKeys(object) : methodsOf(object));
    for (const name of names) {
      // Node's `inspect` asks an error's prototype for it; with a getter there, it sees no error.
      const mustBeValue = name === 'constructor' && isError.has(object);
      if (mustBeValue || !makeAssignable(object, name))
        loose.push({ home: object, key: name, value: Reflect.get(object, name) });
    }
  }
  loose.push({ home: Error, key: 'stackTraceLimit', value: Error.stackTraceLimit });
  const keys = (home: object): readonly PropertyKey[] =>
    loose.filter((each) => each.home === home).map(({ key }) => key);
  const homes = new Set(loose.map(({ home }) => home));
  for (const object of found) {
    if (later.has(object)) continue;
    if (homes.has(object)) fix(object, keys(object));
    else freeze(object);
    if (homes.has(object)) Object.preventExtensions(object);
  }
  // Code may add globals, but not change the existing ones.
  fix(globalThis);
  return loose;
}

/** All properties of a prototype of Node's library, or ours, that an inheriting object may override. */
function methodsOf(object: object): readonly PropertyKey[] {
  const made: unknown = Reflect.getOwnPropertyDescriptor(object, 'constructor')?.value;
  return typeof made === 'function' && made.prototype === object ? Reflect.ownKeys(object) : [];
}

/**
 * Without this, assigning to a property that an object inherits from a frozen one would fail (the "override
 * mistake"): `error.name = 'AbortError'`, and each property for which Node's own classes have a default.
 * @returns whether it succeeded
 */
function makeAssignable(home: object, name: PropertyKey): boolean {
  const property = Reflect.getOwnPropertyDescriptor(home, name);
  if (property?.writable !== true) return true;
  const { value, enumerable = false } = property;
  return Reflect.defineProperty(home, name, {
    get: () => value as unknown,
    set(this: unknown, next: unknown) {
      if (this === home) throw new TypeError(`Cannot assign to read only property '${String(name)}' of object`);
      Object.defineProperty(this, name, { value: next, writable: true, enumerable: true, configurable: true });
    },
    enumerable,
    configurable: true,
  });
}

/** Makes the object's present properties unchangeable; new ones may be added. */
export function fix(object: object, except: readonly PropertyKey[] = []): void {
  for (const key of Reflect.ownKeys(object)) {
    const property = Reflect.getOwnPropertyDescriptor(object, key);
    if (property?.configurable !== true && property?.writable !== true) continue;
    if (except.includes(key)) continue;
    Reflect.defineProperty(object, key, {
      configurable: false,
      ...('value' in property && { writable: false }),
    });
  }
}

function freeze(object: object): void {
  if (hasFastHeirs(object)) fix(object);
  // A view's elements cannot be frozen; they are not built-ins.
  if (hasFastHeirs(object) || ArrayBuffer.isView(object)) Object.preventExtensions(object);
  else Object.freeze(object);
}

/**
 * `Object.freeze` marks an object's elements as frozen even if it has none: V8 then looks for them at each write to
 * an element of any inheriting object, which takes up to 50 times as long. Fixing Array.prototype property by
 * property would cost more: V8 would take its iterator and its species for changed.
 */
function hasFastHeirs(object: object): boolean {
  return object === Object.prototype || object === typedArray || isTypedArrays.call(typedArray, object);
}

const typedArray = Object.getPrototypeOf(Int8Array.prototype) as object;
const { isPrototypeOf: isTypedArrays } = Object.prototype;

/** Code made from text would see the real global object, and could import what it is not handed. */
function refuseCodeFromText(): void {
  const refuse = (name: string): { readonly [name: string]: () => never } => ({
    [name]: function (): never {
      throw new EvalError('Code generation from strings is not there in this exercise');
    },
  });
  for (const sample of [function () {}, async function () {}, function* () {}, async function* () {}]) {
    const { prototype, name } = sample.constructor;
    const refusing = refuse(name)[name];
    if (refusing === undefined) continue;
    Object.defineProperty(refusing, 'prototype', { value: prototype });
    if (name !== 'Function') Object.setPrototypeOf(refusing, Function);
    Object.defineProperty(prototype, 'constructor', { value: refusing });
    if (name === 'Function') Object.defineProperty(globalThis, name, { value: refusing });
  }
  Object.defineProperty(globalThis, 'eval', { value: refuse('eval')['eval'] });
}
