import { types } from 'node:util';
import type { SharedArrays } from './shared-arrays.ts';

/**
 * Replaces functions of Node that read or keep memory themselves, unseen. Those that only read get a copy, made
 * element by element; those that would open another way into shared memory are refused by name.
 */
export function replaceNativeReaders(arrays: SharedArrays): void {
  const isShared = (value: unknown): boolean =>
    arrays.real(value) !== undefined ||
    arrays.followed(value) ||
    (types.isDataView(value) && arrays.followed(bufferOf(value)));

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
    // What else is transferred, such as a stream, can pass on whatever it is given later.
    const transfer = [...(options?.transfer ?? [])];
    if (!transfer.every((item) => types.isArrayBuffer(item)))
      throw refusal('structuredClone that transfers more than an ArrayBuffer');
    const copy = structuredClone(value, { transfer });
    // A getter may have given something else than above. The copy has none.
    if (holds(copy, isMemory)) throw refusal('structuredClone of shared memory');
    return copy;
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

/** Whether `isIt` holds for a value, or for anything in it. Calls no getter. */
function holds(value: unknown, isIt: (value: object) => boolean): boolean {
  const seen = new Set<object>();
  const open: unknown[] = [value];
  while (open.length > 0) {
    const part = open.pop();
    if (typeof part !== 'object' || part === null || seen.has(part)) continue;
    if (isIt(part)) return true;
    seen.add(part);
    if (types.isProxy(part) || ArrayBuffer.isView(part) || types.isAnyArrayBuffer(part)) continue;
    // Each pushed alone: there may be more of them than a call may have arguments.
    if (types.isMap(part)) Map.prototype.forEach.call(part, (item, key) => void open.push(key, item));
    if (types.isSet(part)) Set.prototype.forEach.call(part, (item) => void open.push(item));
    for (const key of Reflect.ownKeys(part)) open.push(Reflect.getOwnPropertyDescriptor(part, key)?.value);
  }
  return false;
}

const isMemory = (value: object): boolean =>
  types.isSharedArrayBuffer(ArrayBuffer.isView(value) ? value.buffer : value);

/** By Node's own getter: a class in the learner's code may override it. */
const bufferOf = (view: DataView): unknown => Reflect.apply(getBuffer ?? (() => undefined), view, []);
const getBuffer = Object.getOwnPropertyDescriptor(DataView.prototype, 'buffer')?.get;

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
