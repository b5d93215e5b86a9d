import type { Instrumented } from './instrumented.ts';

/*
 * Staged beside the attempt's modules, which import it. In a child process, where no races are looked for, it just
 * does what the code says.
 */

const plain: Instrumented = {
  at: (target, key) => {
    const object = target as Record<PropertyKey, unknown>;
    return {
      get value(): unknown {
        return object[key as PropertyKey];
      },
      set value(value: unknown) {
        object[key as PropertyKey] = value;
      },
    };
  },
  on: (target) => target,
  elements: (target) => target,
};

export const { at, on, elements }: Instrumented = Reflect.get(globalThis, Symbol.for('racelings:races')) ?? plain;
