/** The properties of an object when nothing of the learner's was there; accessors have no value here. */
type Kept = {
  readonly target: object;
  readonly names: ReadonlySet<string>;
  readonly values: readonly (readonly [name: string, value: unknown])[];
};

/** What code could keep something in from one run to the next, besides `globalThis` and what is ours. */
const holders: readonly object[] = [
  Object,
  Array,
  Function,
  Promise,
  Map,
  Set,
  WeakMap,
  WeakSet,
  String,
  Number,
  Boolean,
  Symbol,
  Error,
  RegExp,
  Math,
  JSON,
  Reflect,
  ...[Date, AbortController, AbortSignal, EventTarget].flatMap((made) => [made, made.prototype]),
  ...[Object, Array, Function, Promise, Map, Set, String, Error].map(({ prototype }) => prototype as object),
];

/** What the kit's own code, and most of the learner's, stands on. */
const replaceable = new Map<object, readonly string[]>([
  [Math, ['random', 'max', 'min', 'floor']],
  [JSON, ['stringify', 'parse']],
  [Promise, ['all', 'allSettled', 'any', 'race', 'resolve', 'reject']],
  [Promise.prototype, ['then', 'catch', 'finally']],
  [Array.prototype, ['push', 'shift', 'map', 'filter', 'find', 'some', 'every', 'includes']],
  [Map.prototype, ['get', 'set', 'has', 'delete']],
  [AbortController.prototype, ['abort']],
]);

/** Without one of these words in its text, strict code has no way to the objects that are costly to look through. */
const waysThere = /\b(?:global|globalThis|process|console|eval|Function)\b|\bconstructor\b(?!\s*\()/;

/**
 * Every run starts with fresh modules; this makes the globals fresh, too. Code that keeps a lock on
 * `globalThis`, or a count on `process`, must not find what an earlier schedule left there. Properties made
 * by assignment are seen, hidden ones are not.
 *
 * @param ours further objects that code can reach by name
 * @returns puts back what the last run has added or replaced; `text` is that of its code
 */
export function freshGlobals(ours: readonly object[]): (text: string) => void {
  const intrinsics = holders.map(kept);
  const named = [globalThis, ...ours].map(kept);
  let last = '';
  let isNamed = false;
  return (text) => {
    if (text !== last) isNamed = waysThere.test(text);
    last = text;
    intrinsics.forEach(putBack);
    if (isNamed) named.forEach(putBack);
  };
}

function kept(target: object): Kept {
  const names = [...Object.keys(target), ...(replaceable.get(target) ?? [])];
  const values = names.map((name) => [name, Object.getOwnPropertyDescriptor(target, name)?.value] as const);
  return { target, names: new Set(names), values: values.filter(([, value]) => value !== undefined) };
}

function putBack({ target, names, values }: Kept): void {
  // `for in` and no `Object.keys`: most of these objects have nothing to enumerate, and this is done in every run.
  for (const name in target) {
    if (!names.has(name) && Object.hasOwn(target, name)) Reflect.deleteProperty(target, name);
  }
  for (const [name, value] of values) {
    if (Reflect.get(target, name) !== value) Reflect.set(target, name, value);
  }
}
