import { errorOf, jsonText, primitiveText } from './codec.ts';

const widest = 40;
/** The most characters of an error's text. */
const longest = 200;

/** A value in the timeline: JSON without quotes around what can only be text. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' && /^[\w./:@-]+$/.test(value) ? value : compact(value);
  return text.length > widest ? `${text.slice(0, widest - 1)}…` : text;
}

/** Like `shown`, but an error gives its name and message. */
export function valueText(value: unknown): string {
  return errorOf(value) ? described(value) : shown(value);
}

function compact(value: unknown): string {
  if (typeof value === 'function') return 'function';
  if (typeof value !== 'string' && typeof value !== 'object') return primitiveText(value);
  return jsonText(value)
    .replaceAll(/"(\w+)":/g, '$1: ')
    .replaceAll(/,(?=\S)/g, ', ')
    .replaceAll('"', "'");
}

/** What was thrown, in one line. */
export function described(thrown: unknown): string {
  const error = errorOf(thrown);
  const text = error ? `${error.name}: ${error.message}` : typeof thrown === 'string' ? thrown : compact(thrown);
  const line = text.split('\n', 1)[0] ?? '';
  return line.length > longest ? `${line.slice(0, longest)}…` : line.replace(/\.$/, '');
}
