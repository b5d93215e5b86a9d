import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { real, type RealStage } from '../../../harness/scenario.ts';
import type * as Attempt from '../../../../exercises/05-processes/03-exit-codes/run.ts';

/** Longer than anything takes here: a call that is still open by then never ends. */
const patientMs = 3_600_000;
/** Turns in which the streams of an ended command close, and code that waits for that continues. */
const closingTurns = 5;

/** An ending as a text, such as `exited 3`, and what the command wrote, as `run` tells it. */
type Told = { readonly end: string; readonly stdout: string; readonly stderr: string };

/** What an attempt may return as an ending, whatever its types say. */
type Made = {
  readonly kind?: string;
  readonly code?: number | null;
  readonly signal?: string | null;
  readonly stdout?: string | Buffer;
  readonly stderr?: string | Buffer;
};

const nothing = { stdout: '', stderr: '' };

async function opened(stage: RealStage) {
  const { run } = await stage.load<typeof Attempt>('run.ts');
  const program = stage.program('command.ts');
  return {
    /** Runs one of the commands of `given/command.ts`. */
    command: async (timeoutMs: number, ...words: readonly string[]) =>
      told(async () => run(process.execPath, [program, ...words], timeoutMs)),
    /** Runs something that can't be started, and tells how the call ended. */
    refused: async (name: string) => {
      const call = told(async () => run(name, ['a'], patientMs));
      return (await orNever(stage, call)).end;
    },
  };
}

/** For calls after which a command, or nothing, may continue for ever. */
const orNever = async (stage: RealStage, call: Promise<Told>): Promise<Told> =>
  (await stage.answered(call)) ? call : { end: 'a promise that never settles', ...nothing };

const told = async (call: () => Promise<Attempt.Ending>): Promise<Told> => toldOf((async () => call())());

async function toldOf(promise: Promise<Attempt.Ending>): Promise<Told> {
  try {
    const ending = (await promise) as Made | undefined;
    return { end: endOf(ending), stdout: String(ending?.stdout ?? ''), stderr: String(ending?.stderr ?? '') };
  } catch (error) {
    return { end: `a rejection (${firstLine(error)})`, ...nothing };
  }
}

const firstLine = (error: unknown): string | undefined =>
  error instanceof Error ? error.message.split('\n')[0] : typeof error;

function endOf({ kind = 'nothing', code, signal }: Made = {}): string {
  if (kind === 'exited') return `exited ${code}`;
  return kind === 'killed' ? `killed ${signal}` : kind;
}

/** Before it starts anything, Node refuses an argument with a NUL, at which the system would cut it off. */
async function endOfBadArgument(stage: RealStage): Promise<string> {
  const { run } = await stage.load<typeof Attempt>('run.ts');
  try {
    return (await orNever(stage, toldOf(run(process.execPath, ['bread\0milk'], patientMs)))).end;
  } catch (error) {
    return `an error, thrown before there was a promise (${firstLine(error)})`;
  }
}

/** What keeps the process alive, or still runs, after the calls. */
async function left(stage: RealStage, before: ReturnType<RealStage['resources']>): Promise<readonly string[]> {
  for (let turn = 0; turn < closingTurns; turn += 1) await nextTurn();
  // Looked at first: a timer that is left goes off when nothing else can happen.
  const timers = (stage.resources()['Timeout'] ?? 0) > (before['Timeout'] ?? 0);
  const { left: processes } = await stage.processes();
  const held = Object.keys(await stage.leftovers(before)).filter((name) => !/^listeners on|^open files/.test(name));
  return [
    ...(timers ? ['a timer is left'] : []),
    ...(processes > 0 ? ['a process still runs'] : []),
    ...held.map((name) => `a ${name} is left`),
  ];
}

const isWindows = process.platform === 'win32';
const signals = isWindows ? [] : (['SIGTERM', 'SIGKILL'] as const);

export const endings = real('commands that end in two ways', async (stage) => {
  const { command } = await opened(stage);
  const before = stage.resources();
  const cases: { what: string; expected: string; got: string }[] = [];
  for (const code of [0, 3, 137]) {
    const { end: got } = await command(patientMs, 'exit', String(code));
    cases.push({ what: `A command ended with exit code ${code}`, expected: `exited ${code}`, got });
  }
  for (const signal of signals) {
    const { end: got } = await command(patientMs, 'signal', signal);
    cases.push({ what: `A command was ended by ${signal}`, expected: `killed ${signal}`, got });
  }
  // Other blocking calls end at once; these last as long as the command.
  const blocking = stage.blockingCalls().find(({ name }) => /^(spawn|exec|execFile)Sync$/.test(name));
  return { cases, blocking: blocking ?? null, left: await left(stage, before) };
});

export const refused = real('programs that cannot be started', async (stage) => {
  const { refused: got } = await opened(stage);
  const before = stage.resources();
  const text = join(stage.folder, 'shopping-list.exe');
  writeFileSync(text, 'bread, milk');
  const ends = { missing: await got('no-such-program-here'), text: await got(text), left: await left(stage, before) };
  return { ...ends, cut: await endOfBadArgument(stage) };
});

/** More than a mebibyte a stream: some calls keep no more than that. */
const repeats = 130_000;

export const streams = real('commands that write', async (stage) => {
  const { command } = await opened(stage);
  const text = 'ä€😀'.repeat(repeats);
  const short = await command(patientMs, 'exit', '3');
  const killed = isWindows ? null : await command(patientMs, 'signal', 'SIGTERM');
  const much = await command(patientMs, 'much', String(repeats));
  // Nobody else comes, so the program that outlives the command is held until nothing else can happen.
  stage.meter({ gather: 2, processes: true });
  const later = await command(patientMs, 'leave');
  // If nobody has waited for that program, it may still be running.
  await stage.processes();
  const what = (got: string): string => {
    if (got === text) return 'all of it';
    return got.length < text.length ? 'not all of it' : 'other characters';
  };
  return {
    short: written(short),
    killed: killed && written(killed),
    much: { end: much.end, stdout: what(much.stdout), stderr: what(much.stderr), bytes: Buffer.byteLength(text) },
    later: written(later),
  };
});

/** Other checks judge the ending; but without one there is nothing to compare. */
const written = ({ end, stdout, stderr }: Told) => (end.startsWith('a rejection') ? end : { stdout, stderr });

export const input = real('commands that are told something', async (stage) => {
  const { command } = await opened(stage);
  const words = ['two words', '', '*', '$HOME', '"quoted"', "it's", 'a;b', '\\'];
  const { stdout: echo } = await command(patientMs, 'echo', ...words);
  openInput(stage);
  const { end, stdout: read } = await orNever(stage, command(patientMs, 'read'));
  return { words: JSON.stringify(words), echo, read: read === '' ? end : read, own: `${ownInput.length} bytes` };
});

const ownInput = 'for the parent only';

/** This process gets an input that is not for the command: an attempt that hands on its own input is caught. */
function openInput(stage: RealStage): void {
  const path = join(stage.folder, 'input');
  writeFileSync(path, ownInput);
  closeSync(0);
  // A file gets the lowest free descriptor, unless another thread was faster; what that thread keeps is an input, too.
  for (let tries = 0; tries < 100; tries += 1) {
    const file = openSync(path, 'r');
    if (file === 0) return;
    closeSync(file);
  }
}

export const late = real('a command that is out of time', async (stage) => {
  const { command } = await opened(stage);
  const before = stage.resources();
  const notes = join(stage.folder, 'notes');
  let pid = '';
  let heard = '';
  let alive = false;
  const call = command(300, 'stay', notes).then((ended) => {
    // Before the loop turns: until then the system still knows a process whose end nobody has heard of.
    [pid = '', heard = ''] = textOf(notes).split(' ');
    alive = pid !== '' && runs(Number(pid));
    return ended;
  });
  const { end, stdout, stderr } = await orNever(stage, call);
  /** A call that stops the loop also stops the time of the run, and then the command may not have got that far. */
  const hasWritten = pid !== '';
  return { end, hasWritten, written: { stdout, stderr }, heard, alive, left: await left(stage, before) };
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
  const { command } = await opened(stage);
  const meter = stage.meter({ gather: 3, processes: true });
  const all = await Promise.all([0, 1, 2].map(async (id) => command(patientMs, 'meet', String(id))));
  return { all, together: meter.peak() };
});
