import fs from 'node:fs';

/*
 * The arena's way out. Code of the attempt runs in the same realm and may replace any function on any prototype: the
 * functions used here are captured before that code is loaded, and call nothing that can be replaced.
 */

// Not as a named import, which `syncBuiltinESMExports` would replace.
const { writeSync } = fs;
const { stringify } = JSON;
const { isArray } = Array;
const { keys, hasOwn, getOwnPropertyDescriptor } = Object;
const { apply, get } = Reflect;
const { slice } = String.prototype;
const { isFinite } = Number;
const cell = new Int32Array(new SharedArrayBuffer(4));
const { wait } = Atomics;
/** Milliseconds between two tries while the pipe is full. */
const fullMs = 1;
/** Characters that a pipe takes at once; a longer text is written in pieces. */
const pieceLength = 16_384;
const deepest = 100;

/**
 * JSON of plain data, from own enumerable data properties only: no `toJSON`, getter or iterator is called.
 * @throws {TypeError} if the value is nested too deeply
 */
export function plainJson(value: unknown, depth = 0): string | undefined {
  if (depth > deepest) throw new TypeError('Expected data that is not nested so deeply');
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return stringify(value);
  if (typeof value === 'number') return isFinite(value) ? stringify(value) : 'null';
  if (typeof value !== 'object') return undefined;
  const list = isArray(value);
  let text = '';
  const names = list ? [] : keys(value);
  const { length } = list ? value : names;
  for (let index = 0; index < length; index += 1) {
    const name = list ? index : names[index]!;
    const property = getOwnPropertyDescriptor(value, name);
    const item = property && hasOwn(property, 'value') ? plainJson(property.value, depth + 1) : undefined;
    if (item === undefined && !list) continue;
    const comma = text === '' ? '' : ',';
    text += list ? `${comma}${item ?? 'null'}` : `${comma}${stringify(name)}:${item}`;
  }
  return list ? `[${text}]` : `{${text}}`;
}

/** Writes all of the text to a pipe before it returns. */
export function writeAll(descriptor: number, text: string): void {
  for (let from = 0; from < text.length;) {
    let to = from + pieceLength;
    // A surrogate pair stays together.
    if (to < text.length && isHighSurrogate(text, to - 1)) to -= 1;
    const piece = apply(slice, text, [from, to]);
    writePiece(descriptor, piece);
    from = to;
  }
}

function writePiece(descriptor: number, piece: string): void {
  const bytes = encode(piece);
  for (let done = 0; done < bytes.byteLength;) {
    try {
      done += writeSync(descriptor, bytes, done);
    } catch (error) {
      if (!isFull(error)) throw error;
      wait(cell, 0, 0, fullMs);
    }
  }
}

const encoder = new TextEncoder();
const { encode: encodeText } = encoder;
const encode = (text: string): Uint8Array => apply(encodeText, encoder, [text]);
const { charCodeAt } = String.prototype;
const isHighSurrogate = (text: string, index: number): boolean => {
  const unit = apply(charCodeAt, text, [index]);
  return unit >= 0xd800 && unit < 0xdc00;
};
const isFull = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && hasOwn(error, 'code') && get(error, 'code') === 'EAGAIN';
