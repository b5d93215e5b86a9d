import { types } from 'node:util';
import type { Json } from './exploration.ts';

/*
 * How a value of the learner's becomes data of ours: nothing of theirs is called for it, no `toJSON`, no getter, no
 * iterator, no proxy's trap, and it ends, whatever the value is.
 */

// From before the code could replace them.
const { stringify, parse } = JSON;
const { toISOString } = Date.prototype;
const domName = Object.getOwnPropertyDescriptor(DOMException.prototype, 'name')?.get;
const domMessage = Object.getOwnPropertyDescriptor(DOMException.prototype, 'message')?.get;
const { isBuffer } = Buffer;

/** Characters of JSON that a value may have; the rest of a longer one is cut off. */
const longest = 16_384;
/** Levels of a value; around it are those of the outcome and of the frame that carries it (frame-writer.ts). */
const deepest = 40;

/** The value in JSON, as `JSON.stringify` has it; what has no form in JSON becomes text. */
export function jsonText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      if (value.length < longest) return stringify(value);
      break;
    case 'number':
    case 'boolean':
      return stringify(value);
    case 'undefined':
      return 'null';
    default:
  }
  return new Writer().write(value) ?? stringify(primitiveText(value));
}

/** The value as JSON would carry it. */
export function asJson(value: unknown): Json {
  return parse(jsonText(value));
}

class Writer {
  #room = longest;
  #depth = 0;

  /** @returns `undefined` for what JSON leaves out */
  write(value: unknown): string | undefined {
    // What is not there takes room, too, or an empty array could be endless.
    this.#room--;
    switch (typeof value) {
      case 'string':
        return this.#string(value);
      case 'number':
      case 'boolean':
        return stringify(value);
      case 'bigint':
        return this.#string(primitiveText(value));
      case 'object':
        return value === null ? 'null' : this.#object(value);
      default:
        return undefined;
    }
  }

  #string(text: string): string {
    const kept = text.slice(0, Math.max(0, this.#room));
    this.#room -= text.length;
    return stringify(kept.length < text.length ? `${kept}…` : text);
  }

  #object(value: object): string {
    if (types.isProxy(value)) return this.#string('[Proxy]');
    if (types.isDate(value))
      return stringify(Number.isNaN(timeOf(value)) ? null : Reflect.apply(toISOString, value, []));
    if (this.#depth >= deepest || this.#room <= 0) return stringify('…');
    this.#depth++;
    const text = Array.isArray(value) ? this.#array(value, value.length) : this.#record(value);
    this.#depth--;
    return text;
  }

  #array(values: object, length: number): string {
    const texts: string[] = [];
    for (let index = 0; index < length && this.#room > 0; index++)
      texts.push(this.write(dataOf(values, String(index))) ?? 'null');
    if (texts.length < length) texts.push('"…"');
    return `[${texts.join(',')}]`;
  }

  #record(value: object): string {
    if (isBuffer(value)) return `{"type":"Buffer","data":${this.#array(value, elementsOf(value))}}`;
    const texts: string[] = [];
    for (const key of Object.keys(value)) {
      if (this.#room <= 0) {
        texts.push('"…":"…"');
        break;
      }
      const text = this.write(dataOf(value, key));
      if (text !== undefined) texts.push(`${this.#string(key)}:${text}`);
    }
    return `{${texts.join(',')}}`;
  }
}

/** An own property's value, where it is one; a getter is not called. */
function dataOf(value: object, key: string): unknown {
  const property = Object.getOwnPropertyDescriptor(value, key);
  return property === undefined || 'value' in property ? property?.value : '[getter]';
}

function elementsOf(array: Uint8Array): number {
  return Number(Reflect.get(Object.getPrototypeOf(Uint8Array.prototype) as object, 'length', array));
}

function timeOf(date: Date): number {
  return Reflect.apply(Date.prototype.getTime, date, []);
}

/** Whether it is an instance of a class of ours. */
export function isOurs<Made>(value: unknown, made: abstract new (...args: never[]) => Made): value is Made {
  return isObject(value) && !types.isProxy(value) && value instanceof made;
}

/** Name and message of what was thrown; the value of what is no error. */
export function errorOf(thrown: unknown): { readonly name: string; readonly message: string } | undefined {
  if (!isObject(thrown) || types.isProxy(thrown) || !(thrown instanceof Error)) return undefined;
  return {
    name: errorText(thrown, 'name', domName) ?? 'Error',
    message: errorText(thrown, 'message', domMessage) ?? '',
  };
}

/** The stack of an error, where it is text; code can make it anything. */
export function stackOf(thrown: unknown): string | undefined {
  if (!isObject(thrown) || types.isProxy(thrown) || !(thrown instanceof Error)) return undefined;
  try {
    const { stack } = thrown;
    return typeof stack === 'string' ? stack : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A text of an error, which any of its prototypes may hold. A class of errors may well have a getter for its
 * name, so that is called here; it can harm nothing but itself.
 */
function errorText(error: Error, key: 'name' | 'message', native: (() => string) | undefined): string | undefined {
  try {
    const text: unknown = error instanceof DOMException && native ? Reflect.apply(native, error, []) : error[key];
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined;
  }
}

/** What can be said of a value that is no object, without asking it. */
export function primitiveText(value: unknown): string {
  switch (typeof value) {
    case 'object':
      return value === null ? 'null' : 'an object';
    case 'function':
      return 'a function';
    default:
      return String(value);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
