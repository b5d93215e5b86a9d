import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Isolation } from './backend.ts';

/** The result of one hostile program. */
export type Canary = { readonly about: string; readonly contained: boolean };

/** What the programs try to reach: all of it is ours, put there for them to find. */
type Bait = {
  /** What the sandbox may read. */
  readonly stage: string;
  /** A file outside of it, with `secret` in it. */
  readonly file: string;
  readonly secret: string;
  readonly port: number;
  /** What a process that survived would write to. */
  readonly trace: string;
};

type Probe = {
  readonly about: string;
  /** Runs inside, with `bait`; its output is examined outside. */
  readonly code: string;
  /** Whether the program got what it wanted. */
  readonly escaped: (printed: string, bait: Bait) => boolean | Promise<boolean>;
};

const shown = (printed: string, { secret }: Bait): boolean => printed.includes(secret);
/** A sandbox sets these itself, or is given them; their values may well equal ours. */
const common = new Set(['_', 'HOME', 'HOSTNAME', 'LANG', 'PATH', 'PWD', 'SHLVL', 'TERM', 'TMPDIR', 'container']);
/** Anything of our own environment that was not given to the program. */
const environment = (printed: string): boolean =>
  printed
    .split('\0')
    .map((line) => line.split('='))
    .some(([name = '', ...value]) => !common.has(name) && value.length > 0 && process.env[name] === value.join('='));
const said = (printed: string): boolean => printed.includes('DONE');

const probes: readonly Probe[] = [
  { about: 'reads a file outside', code: `console.log(fs.readFileSync(bait.file, 'utf8'))`, escaped: shown },
  {
    about: 'lists what lies beside it',
    code: `console.log(fs.readdirSync(path.dirname(path.dirname(bait.file))))`,
    escaped: (printed, { file }) => printed.includes(file.split('/').at(-2) ?? file),
  },
  {
    about: 'reads the grader’s environment',
    code: `for (const [name, value] of Object.entries(process.env)) process.stdout.write(name + '=' + value + '\\0')`,
    escaped: environment,
  },
  {
    about: 'reads it from the parent’s /proc',
    code: `console.log(fs.readFileSync('/proc/' + process.ppid + '/environ', 'utf8'))`,
    escaped: environment,
  },
  {
    about: 'sees processes that are not its own',
    code: `console.log(fs.readdirSync('/proc').includes(String(bait.pid)) ? 'DONE' : '')`,
    escaped: said,
  },
  { about: 'signals the grader', code: `process.kill(bait.pid, 0); console.log('DONE')`, escaped: said },
  {
    about: 'connects to a server on this machine',
    code: `net.connect(bait.port, '127.0.0.1', () => { console.log('DONE'); process.exit() }).on('error', () => {})`,
    escaped: said,
  },
  {
    about: 'writes to what it was given',
    code: `fs.writeFileSync(path.join(bait.stage, 'x'), ''); console.log('DONE')`,
    escaped: said,
  },
  {
    about: 'writes outside',
    code: `fs.writeFileSync(bait.file, ''); console.log('DONE')`,
    escaped: async (_, { file, secret }) => !(await readFile(file, 'utf8')).includes(secret),
  },
  {
    about: 'fills the disk',
    code: `for (let i = 0; i < 200; i++) fs.appendFileSync(os.tmpdir() + '/big', Buffer.alloc(1e6)); console.log('DONE')`,
    escaped: said,
  },
  {
    about: 'leaves a process behind',
    code: `child.spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)', bait.trace], { detached: true, stdio: 'ignore' }).unref()`,
    escaped: async (_, { trace }) => hasSurvived(trace),
  },
  {
    about: 'gains rights',
    code: `process.setuid?.(0); fs.mkdirSync('/usr/racelings-canary'); console.log('DONE')`,
    escaped: said,
  },
];

const imports = `const fs = require('fs'), path = require('path'), os = require('os'), net = require('net'), child = require('child_process');`;

/**
 * Runs small hostile programs inside the very sandbox that grading uses.
 * @param folder an empty folder for the bait; it is removed afterwards
 * @returns one result for each; if a program is not contained, marks are not safe
 */
export const tryCanaries = async (isolation: Isolation, folder: string): Promise<readonly Canary[]> => {
  const server = await listening();
  const address = server.address();
  const bait: Bait = {
    stage: join(folder, 'stage'),
    file: join(folder, 'outside', 'secret.txt'),
    secret: randomUUID(),
    port: typeof address === 'object' && address ? address.port : 0,
    trace: randomUUID(),
  };
  try {
    await mkdir(bait.stage);
    await mkdir(join(folder, 'outside'));
    const results: Canary[] = [];
    for (const { about, code, escaped } of probes) {
      await writeFile(bait.file, bait.secret);
      results.push({ about, contained: !(await escaped(await printedBy(code, bait, isolation), bait)) });
    }
    return results;
  } finally {
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
};

const listening = (): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.listen(0, '127.0.0.1', () => resolve(server));
  });

const printedBy = (code: string, bait: Bait, isolation: Isolation): Promise<string> => {
  // The secret is in the file, and nowhere in the program.
  const { secret: _secret, ...known } = bait;
  const program = `${imports} const bait = ${JSON.stringify({ ...known, pid: process.pid })}; ${code}`;
  const command = { file: process.execPath, args: ['-e', program], env: { PATH: process.env['PATH'] } };
  const { file, args, env } = isolation.wrap(command, { readable: [bait.stage], memoryMb: 512 });
  const running = spawn(file, args, {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 20_000,
    killSignal: 'SIGKILL',
  });
  let printed = '';
  running.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  return new Promise((resolve) => {
    running.once('error', () => resolve(printed));
    running.once('close', () => resolve(printed));
  });
};

/** How often to look before a process counts as a survivor: the system takes a moment to end what was in a sandbox. */
const looks = 50;
const lookEveryMs = 100;

/** Whether a process with this text among its arguments has survived; then it is ended. */
const hasSurvived = async (text: string): Promise<boolean> => {
  let pids = await pidsWith(text);
  for (let look = 1; pids.length > 0 && look < looks; look += 1) {
    await setTimeout(lookEveryMs);
    pids = await pidsWith(text);
  }
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  return pids.length > 0;
};

const pidsWith = async (text: string): Promise<readonly number[]> => {
  const names = await readdir('/proc').catch((): string[] => []);
  return names.filter((name) => /^\d+$/.test(name) && isRunning(name, text)).map(Number);
};

const isRunning = (pid: string, text: string): boolean => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text);
  } catch {
    // Gone already.
    return false;
  }
};
