import type { Actor, Schedule } from './model.ts';

/** All that is needed to run one schedule again. */
export type Replay = {
  /** Slug of the exercise. */
  readonly exercise: string;
  /** First 8 hexadecimal digits of the attempt's content hash: another text has other schedules. */
  readonly code: string;
  /** Which operations were steps, in the instrument's own words: lower case letters, digits and dashes. */
  readonly visibility: string;
  readonly schedule: Schedule;
};

export type Decoded =
  | { readonly kind: 'replay'; readonly replay: Replay }
  /** Written by another version of the kit. */
  | { readonly kind: 'other-version'; readonly version: string }
  /** Not a token, or one that lost or changed a character on the way. */
  | { readonly kind: 'damaged'; readonly reason: string };

/** Crockford's base 32: no letters that look like digits. */
const digits = '0123456789abcdefghjkmnpqrstvwxyz';

/** A schedule as a short text: `v1.<exercise>.<code>.<visibility>.<runs and a check digit in base 32>`. */
export function encodeToken({ exercise, code, visibility, schedule }: Replay): string {
  const runs = runLengths(schedule).flatMap(([actor, count]) => [...encodeNumber(actor), ...encodeNumber(count)]);
  const body = [...runs, checkDigit(runs)].map((digit) => digits[digit]).join('');
  return ['v1', exercise, code, visibility, body].join('.');
}

export function decodeToken(token: string): Decoded {
  const [version = '', exercise = '', code = '', visibility = '', body = '', ...rest] = token.trim().split('.');
  if (/^v\d+$/.test(version) && version !== 'v1') return { kind: 'other-version', version };
  if (version !== 'v1' || rest.length > 0) return damaged('it does not look like v1.exercise.code.visibility.schedule');
  if (!/^[a-z0-9-]+(\/[a-z0-9-]+)?$/.test(exercise)) return damaged(`${quoted(exercise)} is no name of an exercise`);
  if (!/^[0-9a-f]{8}$/.test(code)) return damaged(`${quoted(code)} is not 8 hexadecimal digits`);
  if (!/^[a-z0-9-]+$/.test(visibility))
    return damaged(`${quoted(visibility)} is not lower case letters, digits and dashes`);
  const schedule = decodeSchedule(body);
  if (schedule === undefined) return damaged('a character of the schedule is missing or wrong');
  return { kind: 'replay', replay: { exercise, code, visibility, schedule } };
}

function decodeSchedule(body: string): Schedule | undefined {
  const values = Array.from(body.toLowerCase(), (digit) => digits.indexOf(digit));
  const check = values.pop();
  if (values.includes(-1) || check !== checkDigit(values)) return undefined;
  const numbers = decodeNumbers(values);
  if (numbers === undefined || numbers.length % 2 !== 0) return undefined;
  const schedule: Actor[] = [];
  for (let index = 0; index < numbers.length; index += 2) {
    const [actor = 0, count = 0] = numbers.slice(index, index + 2);
    if (count > longest) return undefined;
    for (let step = 0; step < count; step++) schedule.push(actor);
  }
  return schedule;
}

/** No run is longer: a damaged count must not fill the memory. */
const longest = 100_000;

/** Four bits a digit, the lowest first; the fifth says that more follow. */
function encodeNumber(value: number): number[] {
  return value < 16 ? [value] : [(value % 16) + 16, ...encodeNumber(Math.floor(value / 16))];
}

function decodeNumbers(values: readonly number[]): readonly number[] | undefined {
  const numbers: number[] = [];
  let value = 0;
  let weight = 1;
  for (const digit of values) {
    value += (digit % 16) * weight;
    weight *= 16;
    if (digit < 16) {
      numbers.push(value);
      value = 0;
      weight = 1;
    }
  }
  return weight === 1 ? numbers : undefined;
}

function runLengths(schedule: Schedule): [Actor, number][] {
  const runs: [Actor, number][] = [];
  for (const actor of schedule) {
    const run = runs.at(-1);
    if (run?.[0] === actor) run[1]++;
    else runs.push([actor, 1]);
  }
  return runs;
}

/** The weights are odd, so changing any one digit changes the check digit. */
function checkDigit(values: readonly number[]): number {
  return values.reduce((sum, digit, index) => (sum + digit * (2 * index + 3)) % 32, values.length % 32);
}

function damaged(reason: string): Decoded {
  return { kind: 'damaged', reason };
}

function quoted(text: string): string {
  return `"${text}"`;
}
