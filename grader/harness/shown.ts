import type { Json } from '../arena/common/exploration.ts';

/** A value of an outcome as a text for the learner: the end of a task in words, a list with commas. */
export function shown(value: Json | undefined): string {
  if (typeof value === 'string') return value === '' ? 'nothing' : value;
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(shown).join(', ');
  if (isEnd(value)) return shownEnd(value);
  return JSON.stringify(value) ?? 'nothing';
}

/** What `TaskHandle.result` gives. */
type End = { readonly state: string; readonly value?: Json; readonly error?: string };

const isEnd = (value: unknown): value is End =>
  typeof value === 'object' && value !== null && 'state' in value && typeof value.state === 'string';

function shownEnd({ state, value, error }: End): string {
  if (state === 'fulfilled') return `resolved with ${JSON.stringify(value)}`;
  return state === 'rejected' ? `rejected with ${error}` : state;
}
