import type assertModule from 'node:assert';
import { inspect } from 'node:util';

/*
 * Replaces the `common` of Node's tests in the task arena. The calls that a test must see are counted in virtual time;
 * missing ones are reported at the end.
 */

type Callback = (...args: unknown[]) => unknown;

type Expected = { readonly name: string; readonly least: number; readonly most: number; calls: number };

/** @param assert the arena's own, which the test also uses */
export function nodeCommon(assert: typeof assertModule) {
  const all: Expected[] = [];
  const complaints: string[] = [];

  const counted = (callback: Callback, least: number, most: number): Callback => {
    const expected = { name: callback.name || 'a callback', least, most, calls: 0 };
    all.push(expected);
    const called = function called(this: unknown, ...args: unknown[]): unknown {
      expected.calls++;
      return Reflect.apply(callback, this, args);
    };
    Object.defineProperties(called, {
      name: { value: callback.name, configurable: true },
      length: { value: callback.length, configurable: true },
    });
    return called;
  };
  const nothing: Callback = () => {};
  const mustCall = (first: Callback | number = nothing, count = 1): Callback =>
    typeof first === 'number' ? counted(nothing, first, first) : counted(first, count, count);

  const common = {
    mustCall,
    mustCallAtLeast: (callback: Callback = nothing, least = 1) => counted(callback, least, Infinity),
    mustSucceed: (callback: Callback = nothing, count = 1) =>
      mustCall((error: unknown, ...args: unknown[]) => {
        assert.ifError(error);
        return callback(...args);
      }, count),
    mustNotCall: (text = 'function should not have been called') => {
      const refuse = (): never => {
        complaints.push(text);
        return assert.fail(text);
      };
      return refuse;
    },
    mustNotMutateObjectDeep: <Value>(value: Value): Value => value,
    expectsError: (expected: object) => (error: unknown) => assert.throws(() => void raise(error), expected),
    invalidArgTypeHelper,
    platformTimeout: (ms: number) => ms,
    allowGlobals: () => {},
    skip: (reason: string) => complaints.push(`skipped: ${reason}`),
    hasCrypto: true,
    isWindows: false,
    isDebug: false,
    isLinux: true,
  };

  /** What the test waited for in vain, one line each. */
  const left = (): readonly string[] => [
    ...complaints,
    ...all
      .filter(({ calls, least, most }) => calls < least || calls > most)
      .map(({ name, calls, least }) => `${name} was called ${calls} times, not ${least}`),
  ];
  return { common, left };
}

function raise(error: unknown): never {
  throw error;
}

/** The end of Node's messages about an argument of the wrong type. */
function invalidArgTypeHelper(input: unknown): string {
  if (input === null || input === undefined) return ` Received ${String(input)}`;
  if (typeof input === 'function') return ` Received function ${input.name}`;
  if (typeof input === 'object') {
    const { name } = input.constructor ?? {};
    return name ? ` Received an instance of ${name}` : ` Received [Object: null prototype] {}`;
  }
  const text = typeof input === 'string' ? `'${input}'` : inspect(input);
  return ` Received type ${typeof input} (${text.length > 28 ? `${text.slice(0, 25)}...` : text})`;
}
