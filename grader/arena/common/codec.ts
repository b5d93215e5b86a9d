import { types } from 'node:util';
import type { Json } from './exploration.ts';

/*
 * Turns a learner's value into data of ours. Except for the texts of an error, this calls none of the learner's code:
 * no `toJSON`, no getter, no iterator, no proxy's trap. And it ends, whatever the value is.
 */

// Captured before the learner's code could replace them.
const { stringify, parse } = JSON;
const { getPrototypeOf } = Reflect;
const { toISOString } = Date.prototype;
const domName = Object.getOwnPropertyDescriptor(DOMException.prototype, 'name')?.get;
const domMessage = Object.getOwnPropertyDescriptor(DOMException.prototype, 'message')?.get;

/** The most characters of JSON for one value; a longer one is cut off. */
const longest = 16_384;
/** The most levels of one value; the outcome and the frame around it add their own (frame-writer.ts). */
const deepest = 40;

/** The value as `JSON.stringify` would write it; what JSON cannot express becomes text. */
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
    // A hole takes room, too: without this a sparse array could be endless.
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
    if (types.isUint8Array(value) && inherits(value, Buffer))
      return `{"type":"Buffer","data":${this.#array(value, elementsOf(value))}}`;
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

/** The value of an own data property; a getter is not called. */
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

/** Whether the value is an instance of a class of ours. */
export function isOurs<Made>(value: unknown, made: abstract new (...args: never[]) => Made): value is Made {
  return isObject(value) && inherits(value, made);
}

/** Like `instanceof`, but calls no trap: a proxy may stand anywhere in the chain of prototypes. */
function inherits<Made>(value: object, { prototype }: abstract new (...args: never[]) => Made): value is Made & object {
  for (let above: object | null = value; above !== null && !types.isProxy(above); above = getPrototypeOf(above)) {
    if (above === prototype) return true;
  }
  return false;
}

/** Name and message of a thrown error; `undefined` for anything else. */
export function errorOf(thrown: unknown): { readonly name: string; readonly message: string } | undefined {
  if (!isObject(thrown) || !inherits(thrown, Error)) return undefined;
  return {
    name: errorText(thrown, 'name', domName) ?? 'Error',
    message: errorText(thrown, 'message', domMessage) ?? '',
  };
}

/** The stack of an error if it is text; code can set it to anything. */
export function stackOf(thrown: unknown): string | undefined {
  if (!isObject(thrown) || !inherits(thrown, Error)) return undefined;
  try {
    const { stack } = thrown;
    return typeof stack === 'string' ? stack : undefined;
  } catch {
    return undefined;
  }
}

/**
 * An error's name or message, own or inherited. An error class may well have a getter for its name, so getters are
 * called here; such a getter can harm nothing but itself.
 */
function errorText(error: Error, key: 'name' | 'message', native: (() => string) | undefined): string | undefined {
  try {
    const text: unknown = error instanceof DOMException && native ? Reflect.apply(native, error, []) : error[key];
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Text for a value that is no object, without calling any of its code. */
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
