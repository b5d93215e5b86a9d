/** Globals that an attempt may have as they are, or as an arena replaces them. */
const known = new Set(
  `Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date Promise RegExp
  Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError SuppressedError globalThis
  JSON Math Intl ArrayBuffer Atomics Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array Float16Array
  Float32Array Float64Array Uint8ClampedArray BigUint64Array BigInt64Array DataView Map BigInt Set Iterator WeakMap
  WeakSet WeakRef Proxy Reflect FinalizationRegistry SharedArrayBuffer decodeURI decodeURIComponent encodeURI
  encodeURIComponent escape unescape eval isFinite isNaN DisposableStack AsyncDisposableStack console process global
  Buffer URL URLSearchParams AbortController AbortSignal Event EventTarget CustomEvent MessageEvent MessageChannel
  MessagePort DOMException TextEncoder TextDecoder structuredClone queueMicrotask atob btoa performance crypto
  setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate ReadableStream
  ReadableStreamDefaultReader ReadableStreamBYOBReader ReadableStreamBYOBRequest ReadableByteStreamController
  ReadableStreamDefaultController TransformStream TransformStreamDefaultController WritableStream
  WritableStreamDefaultController WritableStreamDefaultWriter ByteLengthQueuingStrategy CountQueuingStrategy
  TextEncoderStream TextDecoderStream`.split(/\s+/),
);

/**
 * Makes all other globals refuse by name, including those that a newer Node adds, until someone has reviewed them.
 * @param also further globals that this arena handles
 */
export function refuseUnknownGlobals(refusal: (name: string) => () => never, also: readonly string[] = []): void {
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (!known.has(name) && !also.includes(name))
      Object.defineProperty(globalThis, name, { value: refusal(name), writable: true, configurable: true });
  }
}
