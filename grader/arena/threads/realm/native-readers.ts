import type { SharedArrays } from './shared-arrays.ts';

/**
 * Replaces functions of Node that read or keep memory themselves, unseen. Those that only read get a copy, made
 * element by element; those that would open another way into shared memory are refused by name.
 */
export function replaceNativeReaders(arrays: SharedArrays): void {
  const isShared = (value: unknown): boolean => arrays.real(value) !== undefined || arrays.followed(value);

  const decode: unknown = Reflect.get(TextDecoder.prototype, 'decode');
  TextDecoder.prototype.decode = function (input, options) {
    return String(Reflect.apply(decode as () => string, this, [isShared(input) ? bytesOf(input) : input, options]));
  };
  const from = Buffer.from.bind(Buffer);
  Object.assign(Buffer, {
    from: (...args: Parameters<typeof from>): Buffer => {
      if (arrays.followed(args[0])) throw refusal('Buffer.from(sharedArrayBuffer)');
      return from(...args);
    },
  });
  const { structuredClone } = globalThis;
  globalThis.structuredClone = (value, options) => {
    if (holds(value, isShared)) throw refusal('structuredClone of shared memory');
    return structuredClone(value, options);
  };
  const encodeInto: unknown = Reflect.get(TextEncoder.prototype, 'encodeInto');
  TextEncoder.prototype.encodeInto = function (text, bytes) {
    if (isShared(bytes)) throw refusal('TextEncoder.encodeInto() into shared memory');
    return Reflect.apply(encodeInto as typeof TextEncoder.prototype.encodeInto, this, [text, bytes]);
  };
  const concat = Buffer.concat.bind(Buffer);
  Buffer.concat = (list, length) => {
    if (holds(list, isShared)) throw refusal('Buffer.concat() of shared memory');
    return concat(list, length);
  };
  // The rest of WebAssembly stays: Node itself needs it.
  const wasm: { Memory: new () => object } = Reflect.get(globalThis, 'WebAssembly');
  wasm.Memory = new Proxy(wasm.Memory, {
    construct: (target, args: [{ readonly shared?: boolean }?], newTarget) => {
      if (args[0]?.shared) throw refusal('A WebAssembly.Memory that is shared');
      return Reflect.construct(target, args, newTarget) as object;
    },
  });
  for (const name of ['log', 'info', 'debug', 'warn', 'error', 'dir', 'table'] as const) {
    const print = console[name];
    console[name] = (...values: unknown[]) =>
      Reflect.apply(
        print,
        console,
        values.map((value) => (arrays.real(value) ? Array.from(value as Int32Array) : value)),
      );
  }
}

/** Whether `isIt` holds for a value, or for anything in its lists and plain objects. */
function holds(value: unknown, isIt: (value: unknown) => boolean): boolean {
  if (isIt(value)) return true;
  const isPlain =
    Array.isArray(value) || (value instanceof Object && Object.getPrototypeOf(value) === Object.prototype);
  return isPlain && Object.values(value as object).some((item) => holds(item, isIt));
}

function bytesOf(input: unknown): Uint8Array {
  if (input instanceof SharedArrayBuffer) return new Uint8Array(input).slice();
  const { buffer, byteOffset, byteLength } = input as Uint8Array;
  return new Uint8Array(buffer, byteOffset, byteLength).slice();
}

function refusal(what: string): Error {
  return new Error(
    `${what} is not there in this exercise: what it does to memory could not be followed; use a typed array`,
  );
}
