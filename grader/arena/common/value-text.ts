import type { Json } from './exploration.ts';

const widest = 40;

// From before the code could replace them.
const { stringify, parse } = JSON;

/** A value in the timeline: JSON without quotes around what can only be text. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' && /^[\w./:@-]+$/.test(value) ? value : compact(value);
  return text.length > widest ? `${text.slice(0, widest - 1)}…` : text;
}

/** The value in JSON; of what has no form in JSON, its text. */
export function jsonText(value: unknown): string {
  return value === undefined ? 'null' : (json(value) ?? stringify(safeText(value)));
}

/** The value as JSON would carry it. */
export function asJson(value: unknown): Json {
  return parse(jsonText(value));
}

function compact(value: unknown): string {
  const text = json(value);
  if (text === undefined) return typeof value === 'function' ? 'function' : safeText(value);
  return text
    .replaceAll(/"(\w+)":/g, '$1: ')
    .replaceAll(/,(?=\S)/g, ', ')
    .replaceAll('"', "'");
}

/** @returns `undefined` for what has no form in JSON */
function json(value: unknown): string | undefined {
  try {
    return stringify(value);
  } catch {
    return undefined;
  }
}

/** What was thrown, in one line. */
export function described(thrown: unknown): string {
  const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : safeText(thrown);
  const line = text.split('\n', 1)[0] ?? '';
  return line.length > 200 ? `${line.slice(0, 200)}…` : line.replace(/\.$/, '');
}

function safeText(value: unknown): string {
  try {
    return String(value);
  } catch {
    return 'a value that has no text';
  }
}
