import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { real, type RealStage } from '../../../harness/scenario.ts';
import type * as Attempt from '../../../../exercises/05-processes/03-exit-codes/run.ts';

/** Longer than anything takes here: who is out of time by then never comes to an end. */
const patientMs = 3_600_000;

/** Runs one of the commands of `given/command.ts`. */
type Run = (timeoutMs: number, ...told: readonly string[]) => Promise<string>;

async function opened(stage: RealStage): Promise<{ readonly run: Run; readonly missing: () => Promise<string> }> {
  const { run } = await stage.load<typeof Attempt>('run.ts');
  const command = stage.program('command.ts');
  return {
    run: async (timeoutMs, ...told) => ending(async () => run(process.execPath, [command, ...told], timeoutMs)),
    missing: async () => ending(async () => run('no-such-program-here', ['a'], patientMs)),
  };
}

/** How a call of `run` ended, as a text: `exited 3`. */
async function ending(call: () => Promise<Attempt.Ending>): Promise<string> {
  try {
    const end = (await call()) as Attempt.Ending | undefined;
    if (end?.kind === 'exited') return `exited ${end.code}`;
    if (end?.kind === 'killed') return `killed ${end.signal}`;
    return end?.kind ?? 'nothing';
  } catch (error) {
    return `a rejection (${error instanceof Error ? error.message.split('\n')[0] : typeof error})`;
  }
}

/** What the command wrote, as `run` tells it. */
async function written(call: () => Promise<Attempt.Ending>): Promise<{ stdout: string; stderr: string }> {
  const end = await call();
  return 'stdout' in end ? { stdout: String(end.stdout), stderr: String(end.stderr) } : { stdout: '', stderr: '' };
}

/** What keeps the process alive, or still runs, after the calls. */
async function left(stage: RealStage, before: ReturnType<RealStage['resources']>): Promise<readonly string[]> {
  const { left: processes } = await stage.processes();
  const held = Object.keys(await stage.leftovers(before)).filter((name) => !/^listeners on|^open files/.test(name));
  return [...(processes > 0 ? ['a process still runs'] : []), ...held.map((name) => `a ${name} is left`)];
}

const signals = process.platform === 'win32' ? [] : (['SIGTERM', 'SIGKILL', 'SIGINT'] as const);

export const endings = real('commands that end in all ways', async (stage) => {
  const { run, missing } = await opened(stage);
  const before = stage.resources();
  const cases: { what: string; expected: string; got: string }[] = [];
  for (const code of [0, 3, 1, 137]) {
    const got = await run(patientMs, 'exit', String(code));
    cases.push({ what: `ended with exit code ${code}`, expected: `exited ${code}`, got });
  }
  for (const signal of signals) {
    const got = await run(patientMs, 'signal', signal);
    cases.push({ what: `was ended by ${signal}`, expected: `killed ${signal}`, got });
  }
  cases.push({ what: 'is no program', expected: 'not-found', got: await missing() });
  // At once: a timer that is left goes off when nothing else can happen.
  const timers = (stage.resources()['Timeout'] ?? 0) > (before['Timeout'] ?? 0);
  const blocking = stage.blockingCalls()[0];
  return {
    cases,
    left: [...(timers ? ['a timer is left'] : []), ...(await left(stage, before))],
    blocking: blocking ?? null,
  };
});

export const refused = real('something that is no program', async (stage) => {
  const { run } = await stage.load<typeof Attempt>('run.ts');
  return { got: await ending(async () => run(stage.folder, [], patientMs)) };
});

/** More than a mebibyte a stream: some calls keep no more. */
const repeats = 130_000;

export const streams = real('commands that write', async (stage) => {
  const { run } = await stage.load<typeof Attempt>('run.ts');
  const command = stage.program('command.ts');
  const all = async (...told: readonly string[]) =>
    written(async () => run(process.execPath, [command, ...told], patientMs));
  const text = 'ä€😀'.repeat(repeats);
  const short = await all('exit', '3');
  const much = await all('much', String(repeats));
  const later = await all('leave');
  const what = (got: string, expected: string): string => {
    if (got === expected) return 'right';
    return got.length < expected.length ? 'not all of it' : 'other characters';
  };
  return {
    short,
    much: { stdout: what(much.stdout, text), stderr: what(much.stderr, text), bytes: Buffer.byteLength(text) },
    later,
  };
});

export const input = real('commands that are told something', async (stage) => {
  const { run } = await stage.load<typeof Attempt>('run.ts');
  const command = stage.program('command.ts');
  const words = ['two words', '', '*', '$HOME', '"quoted"', "it's", 'a;b', '\\'];
  const { stdout: echo } = await written(async () => run(process.execPath, [command, 'echo', ...words], patientMs));
  const { stdout: read } = await written(async () => run(process.execPath, [command, 'read'], patientMs));
  return { words: JSON.stringify(words), echo, read };
});

export const late = real('a command that is out of time', async (stage) => {
  const { run } = await opened(stage);
  const before = stage.resources();
  const notes = join(stage.folder, 'notes');
  const got = await run(300, 'stay', notes);
  const [pid = '', state = 'not begun'] = textOf(notes).split(' ');
  return { got, state, alive: pid !== '' && runs(Number(pid)), left: await left(stage, before) };
});

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

export const together = real('three commands at the same time', async (stage) => {
  const { run } = await opened(stage);
  const meter = stage.meter({ gather: 3, processes: true });
  const ends = await Promise.all([0, 1, 2].map(async (id) => run(patientMs, 'meet', String(id))));
  const { left: alive } = await stage.processes();
  return { ends, together: meter.peak(), alive };
});
