import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atFirst, type Call } from './fixture/random-calls.ts';

/**
 * All ends of programs that make these calls, as the scenario tells them: by plain enumeration of the
 * interleavings of their steps, in this process, and with nothing of the explorer.
 */
export function endsOf(programs: readonly (readonly Call[])[]): {
  readonly ends: ReadonlySet<string>;
  readonly interleavings: number;
} {
  const ends = new Set<string>();
  let interleavings = 0;
  const schedules: (readonly number[])[] = [[]];
  for (let schedule = schedules.pop(); schedule !== undefined; schedule = schedules.pop()) {
    const { end, open } = run(programs, schedule);
    for (const lane of open) schedules.push([...schedule, lane]);
    if (open.length > 0) continue;
    ends.add(end);
    interleavings += 1;
  }
  return { ends, interleavings };
}

/** @returns who is not at its end after the schedule, and what there is to tell then */
function run(
  programs: readonly (readonly Call[])[],
  schedule: readonly number[],
): { readonly end: string; readonly open: readonly number[] } {
  const folder = mkdtempSync(join(tmpdir(), 'racelings-enumeration-'));
  try {
    for (const [name, text] of Object.entries(atFirst)) writeFileSync(join(folder, name), text);
    const did: unknown[][] = programs.map(() => []);
    const lanes = programs.map((calls, lane) => steps(calls, folder, did[lane] ?? []));
    // To the first step of each.
    const open = new Set(lanes.flatMap((lane, index) => (lane.next().done === true ? [] : [index])));
    for (const index of schedule) if (lanes[index]?.next().done === true) open.delete(index);
    const files = readdirSync(folder)
      .toSorted()
      .map((name) => `${name}: ${readFileSync(join(folder, name), 'utf8')}`);
    return { end: JSON.stringify({ did: did.map((each) => JSON.stringify(each)), files }), open: [...open] };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Stops before each step. */
function* steps(calls: readonly Call[], folder: string, did: unknown[]): Generator<void> {
  for (const call of calls) {
    const result: { value?: unknown } = {};
    try {
      yield* make(call, (name) => join(folder, name), result);
      did.push(result.value ?? 'done');
    } catch (error) {
      did.push((error as NodeJS.ErrnoException).code);
    }
  }
}

function* make(
  { name, file, other, text }: Call,
  at: (name: string) => string,
  result: { value?: unknown },
): Generator<void> {
  yield;
  switch (name) {
    case 'read':
      result.value = readFileSync(at(file), 'utf8');
      break;
    case 'exists':
      result.value = existsSync(at(file));
      break;
    case 'list':
      result.value = readdirSync(at('.')).toSorted();
      break;
    case 'write': {
      const descriptor = openSync(at(file), 'w');
      yield;
      writeFileSync(descriptor, text);
      closeSync(descriptor);
      break;
    }
    case 'append':
      appendFileSync(at(file), text);
      break;
    case 'create':
      closeSync(openSync(at(file), 'wx'));
      break;
    case 'remove':
      unlinkSync(at(file));
      break;
    case 'move':
      renameSync(at(file), at(other));
      break;
  }
}
