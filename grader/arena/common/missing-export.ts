import { distance } from 'fastest-levenshtein';
import type { Fault } from '../../verdict/fault.ts';
import type { Modules } from './program.ts';

/** A scenario asked for an export that the learner's file does not have. */
export class MissingExport extends Error {
  override readonly name = 'MissingExport';
  readonly fault: Fault;

  constructor(file: string, wanted: string, present: readonly string[]) {
    super(`${file} has no export named ${wanted}`);
    const near = nearest(wanted, present);
    this.fault = {
      kind: 'missing-export',
      message: `${file} has no export named \`${wanted}\`.`,
      why: near === undefined ? 'The checks call it by this name.' : `It has \`${near}\`: was it renamed?`,
      location: { file, line: 1 },
    };
  }
}

/**
 * The exports of one of the learner's files; asking for a missing one throws.
 * @throws {MissingExport} on access, so that `const { deposit } = required(…)` names what is missing
 */
export function required(modules: Modules, file: string): Readonly<Record<string, unknown>> {
  const exported = modules[file];
  if (exported === undefined) {
    throw new Error(`Expected one of the exercise's files (${Object.keys(modules).join(', ')}), got ${file}`);
  }
  return new Proxy(exported, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      // `await` asks the module for `then`.
      if (value !== undefined || typeof name === 'symbol' || name === 'then') return value;
      throw new MissingExport(file, name, Object.keys(target));
    },
  });
}

/** The name that takes the fewest edits, if they are few. */
function nearest(wanted: string, names: readonly string[]): string | undefined {
  const ranked = names
    .map((name) => ({ name, edits: distance(wanted.toLowerCase(), name.toLowerCase()) }))
    .toSorted((a, b) => a.edits - b.edits);
  return ranked.find(({ edits, name }) => edits <= Math.max(wanted.length, name.length) / 2)?.name;
}
