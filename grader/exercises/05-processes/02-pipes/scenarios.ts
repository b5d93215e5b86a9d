/* oxlint-disable max-lines -- the two ends of the pipeline, which count and hold, belong to no other exercise */
import { readFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { real, type RealStage } from '../../../harness/scenario.ts';
import type * as Attempt from '../../../../exercises/05-processes/02-pipes/pipeline.ts';

/** Turns in which the streams of ended commands close, and code that waits for that continues. */
const closingTurns = 5;
const mebibyte = 2 ** 20;
/** Far more bytes than all pipes and streams between the two ends hold, however they are joined. */
const plenty = 32 * mebibyte;

const mostAtOnce = 64 * 1024;
const period = 251;
/** Byte number i of an input is number i modulo 251 of these; most are not text. */
const pattern = Buffer.from(Array.from({ length: period + mostAtOnce }, (_, at) => (33 + at) % period));
const bytesAt = (from: number, size: number): Buffer =>
  pattern.subarray(from % period, (from % period) + Math.min(size, mostAtOnce));

/** An input that counts how much is taken of it. */
class Source {
  readonly stream = new Readable({ read: () => this.#flow(true) });
  /** Bytes taken, including those that wait in the stream itself. */
  taken = 0;
  #there = 0;
  #isWhole = false;
  #isWanted = false;

  /** @param bytes that are available, all at once */
  static of(bytes: number): Source {
    const source = new Source();
    source.#there = bytes;
    source.#isWhole = true;
    return source;
  }

  /** Makes that many more bytes available. */
  give(bytes: number): void {
    this.#there += bytes;
    this.#flow();
  }

  /** No more comes than what has been given. */
  end(): void {
    this.#isWhole = true;
    this.#flow();
  }

  /** No more comes than what has been taken. */
  cut(): void {
    this.#there = this.taken;
    this.end();
  }

  #flow(isWanted = this.#isWanted): void {
    this.#isWanted = isWanted;
    while (this.#isWanted && this.taken < this.#there) {
      const piece = bytesAt(this.taken, this.#there - this.taken);
      this.taken += piece.length;
      this.#isWanted = this.stream.push(piece);
    }
    if (this.#isWanted && this.#isWhole) this.stream.push(null);
  }
}

/** An output that can hold up its writer. */
class Sink {
  readonly stream: Writable;
  bytes = 0;
  /** Whether the bytes were those of an input, in their order. */
  isIntact = true;
  /** The beginning of what came. */
  text = '';
  #holds: 'nothing' | 'write' | 'end' = 'nothing';
  #held: (() => void) | undefined;
  #waiting: { readonly isOver: () => boolean; readonly resolve: () => void }[] = [];

  /** @param emitClose the option of a `Writable`: a stream that emits no `close` may still finish */
  constructor(emitClose = true) {
    const pass = (at: 'write' | 'end', done: () => void): void => {
      if (this.#holds === at) this.#held = done;
      else done();
      this.#waiting.filter(({ isOver }) => isOver()).forEach(({ resolve }) => resolve());
    };
    this.stream = new Writable({
      emitClose,
      write: (piece: Buffer, _encoding, done) => {
        this.isIntact &&= isInOrder(piece, this.bytes);
        if (this.bytes < 100) this.text += piece.subarray(0, 100).toString();
        this.bytes += piece.length;
        pass('write', done);
      },
      final: (done) => pass('end', done),
    });
  }

  get isFinished(): boolean {
    return this.stream.writableFinished;
  }

  /**
   * From now on the next write, or the end, is not over before `goOn`.
   * @returns when that write, or the end, has come
   */
  async hold(at: 'write' | 'end'): Promise<void> {
    this.#holds = at;
    return this.#until(() => this.#held !== undefined);
  }

  goOn(): void {
    const held = this.#held;
    this.#held = undefined;
    if (this.#holds === 'write') this.#holds = 'nothing';
    held?.();
  }

  /** Resolves when the sink has that many bytes. */
  async has(bytes: number): Promise<void> {
    return this.#until(() => this.bytes >= bytes);
  }

  async #until(isOver: () => boolean): Promise<void> {
    if (!isOver()) await new Promise<void>((resolve) => this.#waiting.push({ isOver, resolve }));
  }
}

function isInOrder(piece: Buffer, from: number): boolean {
  for (let at = 0; at < piece.length; at += mostAtOnce) {
    const part = piece.subarray(at, at + mostAtOnce);
    if (!part.equals(bytesAt(from + at, part.length))) return false;
  }
  return true;
}

/** What `runPipeline` gave: an ending for each command, such as `exited 3`, and what each wrote to standard error. */
type Told = { readonly ends: readonly string[]; readonly stderr: readonly string[] };

/** What an attempt may return as an ending, whatever its types say. */
type Made = {
  readonly kind?: string;
  readonly code?: number | null;
  readonly signal?: string | null;
  readonly stderr?: string | Buffer;
};

const noEndings = (end: string): Told => ({ ends: [end], stderr: [] });

async function told(call: () => Promise<unknown>): Promise<Told> {
  try {
    const endings = await call();
    if (!Array.isArray(endings)) return noEndings('no list');
    return { ends: endings.map(endOf), stderr: endings.map((ending?: Made) => String(ending?.stderr ?? '')) };
  } catch (error) {
    return noEndings(`a rejection (${error instanceof Error ? error.message.split('\n')[0] : typeof error})`);
  }
}

function endOf({ kind = 'nothing', code, signal }: Made = {}): string {
  if (kind === 'exited') return `exited ${code}`;
  return kind === 'killed' ? `killed ${signal}` : kind;
}

async function opened(stage: RealStage) {
  process.env['NOTES'] = stage.folder;
  const { runPipeline } = await stage.load<typeof Attempt>('pipeline.ts');
  const program = stage.program('tool.ts');
  /** One of the commands of `given/tool.ts`, or one that does not exist. */
  const command = (line: string): Attempt.Command =>
    line === missing ? { file: line, args: [] } : { file: process.execPath, args: [program, ...line.split(' ')] };
  return (commands: readonly (string | Attempt.Command)[], source: Source, sink: Sink) => {
    const all = commands.map((each) => (typeof each === 'string' ? command(each) : each));
    const call = told(async () => runPipeline(all, source.stream, sink.stream));
    let isSettled = false;
    void call.then(() => (isSettled = true));
    return {
      isSettled: () => isSettled,
      /** How the call ended, and the state of both ends at that moment; when nothing else can happen, it never ends. */
      end: async () => {
        const { ends, stderr } = (await stage.settles(call)) ? await call : noEndings('a promise that never settles');
        const { bytes, text, isIntact: intact, isFinished: finished } = sink;
        return { ends, stderr, bytes, text, intact, finished, taken: source.taken, closed: source.stream.destroyed };
      },
    };
  };
}

const missing = 'no-such-program';
const fine = 'exited 0';

/** Waits until nothing else can happen. */
const atRest = async (stage: RealStage): Promise<unknown> => stage.settles(new Promise(() => {}));

/** What keeps the process alive, or still runs, after the calls. */
async function left(stage: RealStage, before: ReturnType<RealStage['resources']>): Promise<readonly string[]> {
  for (let turn = 0; turn < closingTurns; turn += 1) await nextTurn();
  const { left: processes } = await stage.processes();
  const held = Object.keys(await stage.leftovers(before)).filter((name) => !/^listeners on|^open files/.test(name));
  return [...(processes > 0 ? ['a command still runs'] : []), ...held.map((name) => `a ${name} is left`)];
}

export const together = real('three commands that meet', async (stage) => {
  const start = await opened(stage);
  const meter = stage.meter({ gather: 3, processes: true });
  const run = start(['meet 0', 'meet 1', 'meet 2'], Source.of(9), new Sink());
  const { ends } = await run.end();
  return { together: meter.peak(), ends };
});

/** Bytes of each piece of the input; the last piece is more than a stream takes at once. */
const pieces = [5, 1, 70_000];

export const streamed = real('an input that comes piece by piece', async (stage) => {
  const start = await opened(stage);
  const [source, sink] = [new Source(), new Sink()];
  const run = start(['note 0', 'note 1', 'note 2'], source, sink);
  const readBy = (name: number): number => {
    try {
      return Number(readFileSync(join(stage.folder, String(name)), 'utf8'));
    } catch {
      return 0;
    }
  };
  let late: { there: number; read: number[]; out: number } | null = null;
  let there = 0;
  for (const bytes of pieces) {
    source.give(bytes);
    there += bytes;
    if (late || (await stage.settles(sink.has(there)))) continue;
    late = { there, read: [0, 1, 2].map(readBy), out: sink.bytes };
  }
  source.end();
  return { late, there, ...(await run.end()) };
});

export const held = real('an output that takes nothing for a while', async (stage) => {
  const start = await opened(stage);
  const [source, sink] = [Source.of(plenty), new Sink()];
  const written = sink.hold('write');
  const run = start(['cat', 'cat', 'cat'], source, sink);
  await stage.settles(written);
  await atRest(stage);
  const taken = source.taken;
  const settled = run.isSettled() ? [sink.bytes > 0 ? 'had only its first bytes' : 'had nothing yet'] : [];
  source.cut();
  const ended = sink.hold('end');
  sink.goOn();
  await stage.settles(ended);
  await atRest(stage);
  if (run.isSettled()) settled.push('had not finished');
  sink.goOn();
  return { takenMb: taken / mebibyte, settled, ...(await run.end()) };
});

/** Bytes that the last command has written when it ends: more than has been taken of it by then. */
const inPipe = 150_000;

export const slow = real('an output that is slower than all commands', async (stage) => {
  const start = await opened(stage);
  const [source, sink] = [Source.of(inPipe), new Sink()];
  const written = sink.hold('write');
  const run = start(['cat', 'cat', 'cat'], source, sink);
  await stage.settles(written);
  await atRest(stage);
  const settled = run.isSettled() ? [sink.bytes > 0 ? 'had only its first bytes' : 'had nothing yet'] : [];
  sink.goOn();
  return { settled, ...(await run.end()) };
});

type Run = {
  readonly what: string;
  readonly due: readonly string[];
  readonly ends: readonly string[];
  readonly text: string;
  readonly dueText: string;
};

const isWindows = process.platform === 'win32';
const codes = [7, 3, 0, 137];

export const endings = real('commands that end in several ways', async (stage) => {
  // Nobody else comes, so a call that is held is held until nothing else can happen.
  stage.meter({ gather: 9, processes: true });
  const start = await opened(stage);
  const before = stage.resources();
  const run = async (what: string, commands: readonly string[], due: readonly string[], complaints: string[]) => ({
    what,
    due,
    complaints,
    ...(await start(commands, Source.of(9), new Sink()).end()),
  });
  const runs = [
    await run(
      `Four commands read their input to the end, and then end with exit codes ${codes.join(', ')}`,
      codes.map((code) => `exit ${code}`),
      codes.map((code) => `exited ${code}`),
      codes.map((code) => ` code ${code}\n`),
    ),
    await run(
      'The second of three commands closes its output, works on, and then ends with exit code 4',
      ['cat', 'linger 4', 'cat'],
      [fine, 'exited 4', fine],
      ['', '', ''],
    ),
  ];
  if (!isWindows) {
    const [what, signal] = ['The second of three commands sends itself SIGTERM', 'killed SIGTERM'];
    runs.push(await run(what, ['cat', 'signal SIGTERM', 'cat'], [fine, signal, fine], ['', ' signal SIGTERM\n', '']));
  }
  return { runs, left: await left(stage, before) };
});

/** Runs commands on an input with more bytes than all of them could hold. */
const unread = (title: string, cases: readonly (Omit<Run, 'ends' | 'text'> & { commands: readonly string[] })[]) =>
  real(title, async (stage) => {
    const start = await opened(stage);
    const before = stage.resources();
    const runs = [];
    for (const { commands, ...rest } of cases) {
      const source = Source.of(plenty);
      const end = await start(commands, source, new Sink()).end();
      // So that an input left open does not count against the next case.
      source.stream.destroy();
      runs.push({ ...rest, ...end, whole: end.taken >= plenty });
    }
    return { runs, left: await left(stage, before) };
  });

export const early = unread('commands that end early', [
  {
    what: 'The last of three commands hands on its first 4 bytes and ends',
    commands: ['cat', 'cat', 'head 4'],
    due: [fine, fine, fine],
    dueText: bytesAt(0, 4).toString(),
  },
  {
    what: 'The second of three commands writes "deaf" and ends, without reading anything',
    commands: ['cat', 'deaf', 'cat'],
    due: [fine, fine, fine],
    dueText: 'deaf',
  },
]);

export const absent = unread('commands that are not there', [
  {
    what: 'There is no program for the second and the fourth of four commands',
    commands: ['cat', missing, 'cat', missing],
    due: [fine, 'not-found', fine, 'not-found'],
    dueText: '',
  },
  {
    what: 'There is no program for the first of two commands',
    commands: [missing, 'cat'],
    due: ['not-found', fine],
    dueText: '',
  },
]);

/** Lines of nine bytes each: more than a pipe holds. */
const repeats = 40_000;

export const complaints = real('commands that complain at length', async (stage) => {
  const start = await opened(stage);
  const grumble = `grumble ${repeats}`;
  const { ends, stderr } = await start([grumble, grumble, grumble], Source.of(9), new Sink()).end();
  const text = 'ä€😀'.repeat(repeats);
  const kept = stderr.map((got) => {
    if (got === text) return 'all of it';
    return got.length < text.length ? 'not all of it' : 'other characters';
  });
  return { bytes: Buffer.byteLength(text), ends, kept };
});

export const words = real('one command, and its arguments', async (stage) => {
  const start = await opened(stage);
  const args = ['two words', '', '*', '$HOME', '"quoted"', "it's", 'a;b', '\\', '| cat'];
  // The system looks for a name without a folder in the folders of PATH, as a shell does.
  process.env['PATH'] = [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
  const command = { file: basename(process.execPath), args: [stage.program('tool.ts'), 'echo', ...args] };
  const source = Source.of(plenty);
  const end = await start([command], source, new Sink(false)).end();
  source.stream.destroy();
  return { words: JSON.stringify(args), ...end };
});
