/* oxlint-disable unicorn/no-process-exit -- how a part of a job ends is what the checks are about */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, fstatSync } from 'node:fs';
import { join } from 'node:path';

/* The jobs of the checks: `job.ts PART FOLDER`. Each part of a job notes in a file of its name what becomes of it. */

export type Part = {
  readonly name: string;
  readonly starts?: readonly Part[];
  /** What it does when it is asked to end: it ends, saves its state first, or does not listen. Saving takes its time. */
  readonly asked?: 'ends' | 'saves' | 'stays';
  /** How it ends by itself, once all that it starts is there. With `reads` it reads its input to the end before. */
  readonly end?:
    | { readonly code: number; readonly bytes?: number; readonly reads?: boolean }
    | { readonly signal: NodeJS.Signals };
};

const [, program = '', text = '{}', folder = ''] = process.argv;
const { name, starts = [], asked = 'ends', end } = JSON.parse(text) as Part;

const note = (word: string): void => appendFileSync(join(folder, name), `${word} `);

let isAsked = false;
let isThrough = false;

function goOn(): void {
  if (asked === 'ends' && isAsked) process.exit();
  // To save its state it waits until it is asked; its work just ends.
  if (!isThrough || (asked === 'saves' && !isAsked)) return;
  note('saved');
  process.exit();
}

process.on('SIGTERM', () => {
  note('asked');
  isAsked = true;
  goOn();
});

// By this the checks tell it that it has worked, or saved, for long enough.
process.on('SIGUSR2', () => {
  isThrough = true;
  goOn();
});

/** Two processes that write to the same place find the same here. */
function placeOf(stream: number): string {
  const { dev, ino } = fstatSync(stream);
  return `${dev}/${ino}`;
}

const life = setInterval(() => {}, 60_000);

async function start(part: Part): Promise<void> {
  const stdio = ['ignore', 'ignore', 'ignore', 'ipc'] as const;
  const child = spawn(process.execPath, [program, JSON.stringify(part), folder], { stdio: [...stdio] });
  await once(child, 'message');
  child.disconnect();
  child.unref();
}

await Promise.all(starts.map(start));
note(String(process.pid));
process.send?.('there', () => {});
if (end && 'signal' in end) process.kill(process.pid, end.signal);
if (end && 'code' in end) {
  process.exitCode = end.code;
  if (end.reads) {
    process.stdin.resume();
    await once(process.stdin, 'end');
    for (const stream of [1, 2]) note(`${stream}:${placeOf(stream)}`);
  }
  process.stdout.write('.'.repeat(end.bytes ?? 0));
  clearInterval(life);
}
