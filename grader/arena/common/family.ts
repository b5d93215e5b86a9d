type Key = string | number;

/** Scenarios that differ in one thing, which their key names. */
export type Family<Keys extends readonly Key[] = readonly Key[], Scenario = unknown> = {
  readonly kind: 'family';
  readonly keys: Keys;
  readonly members: Readonly<Record<string, Scenario>>;
};

/**
 * Scenarios that differ in one thing.
 *
 * @param keys lower case letters, digits and dashes, as they become part of replay tokens
 * @example
 * export const sameMoment = family([0, 1, 2], (microtasks) =>
 *   tasks(`a receipt ${microtasks} microtasks later`, (stage) => …));
 */
export function family<const Keys extends readonly Key[], Scenario>(
  keys: Keys,
  make: (key: Keys[number]) => Scenario,
): Family<Keys, Scenario> {
  return { kind: 'family', keys, members: Object.fromEntries(keys.map((key) => [key, make(key)])) };
}

/** What a member is called outside of its family. */
export const memberName = (name: string, key: Key): string => `${name}-${key}`;

/** All scenarios that a module exports, members of families among them, by name. */
export function scenariosIn(module: Readonly<Record<string, unknown>>): ReadonlyMap<string, unknown> {
  const named = Object.entries(module).flatMap(([name, exported]): [string, unknown][] =>
    isFamily(exported)
      ? Object.entries(exported.members).map(([key, member]) => [memberName(name, key), member])
      : [[name, exported]],
  );
  return new Map(named);
}

const isFamily = (value: unknown): value is Family =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'family';
