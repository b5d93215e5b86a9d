import { access, constants, readdir, rmdir, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../course/message-of.ts';
import { UserError } from '../course/user-error.ts';
import { temporaryFolder } from '../judge/temporary-folder.ts';
import { renderDoctor, type Diagnosis } from '../report/doctor.ts';
import { tryFileEvents } from '../watch/effects/file-events.ts';
import { findWatchers } from '../watch/effects/neighbours.ts';
import type { Command, Context, ExitCode } from './command.ts';
import { isolations } from './doctor-isolation.ts';
import { cpuQuota, cores, isContainer, lateness } from './machine.ts';
import { parseFlags } from './flags.ts';
import { styleFor } from './terminal-style.ts';

const megabyte = 1_000_000;
const nothing = 'nothing to do';

export const doctor: Command = {
  help: `npm run doctor [-- --isolation]

Checks this machine and this clone for anything that could get in the way, and
says what to do about it. Changes nothing.

  --isolation   runs hostile programs in the sandbox that \`class grade\` uses,
                and says which of them it contains

Exit code: 0 all is well, or nearly; 1 something must be fixed.`,
  run: async (args, context) => {
    const { values } = parseFlags(args, { isolation: { type: 'boolean', default: false } } as const);
    if (values.isolation) return told(await isolations(), context);
    // Alone: loading what the others need would make the timer late.
    const time = await clock();
    const [own, ...others] = await Promise.all([
      node(context),
      packages(),
      cpu(),
      terminal(context),
      fileEvents(context),
      disk('free disk', context.root),
      temporaryFiles(),
      clone(context),
      watchers(context),
    ]);
    return told([own, time, ...others], context);
  },
};

const told = (diagnoses: readonly Diagnosis[], { stdout, env }: Context): ExitCode => {
  stdout.write(`${renderDoctor(diagnoses, styleFor(stdout, env)).join('\n')}\n`);
  return diagnoses.some(({ state }) => state === 'bad') ? 1 : 0;
};

/** Older versions of Node do not get this far: start.cjs turns them away. */
const node = async ({ env }: Context): Promise<Diagnosis> => {
  const found = `${process.versions.node} (${process.platform} ${process.arch})`;
  if (env['NODE_OPTIONS']) {
    return {
      state: 'note',
      about: 'Node',
      found: `${found}, with NODE_OPTIONS=${env['NODE_OPTIONS']}`,
      advice: 'unset it if verdicts come slowly or not at all',
    };
  }
  return { state: 'good', about: 'Node', found, advice: nothing };
};

/** Binaries are for one platform: a folder shared with another system holds the wrong ones. */
const packages = async (): Promise<Diagnosis> => {
  try {
    const { transform } = await import('esbuild');
    await transform('let a: number', { loader: 'ts' });
    await import('vitest/node');
    return { state: 'good', about: 'packages', found: 'esbuild and vitest load', advice: nothing };
  } catch (error) {
    const [reason] = messageOf(error).split('\n');
    return {
      state: 'bad',
      about: 'packages',
      found: `do not load (${reason})`,
      advice: 'delete node_modules and run npm install on this system',
    };
  }
};

const cpu = async (): Promise<Diagnosis> => {
  const [count, quota] = [cores(), await cpuQuota()];
  const usable = Math.min(count, quota ?? count);
  const found = `${count} ${count === 1 ? 'core' : 'cores'}${quota === undefined ? '' : `, a quota of ${quota.toFixed(1)}`}`;
  const advice =
    usable >= 2
      ? nothing
      : 'verdicts are the same, but slower, and no speed-up can be shown; give the machine or container two cores if you can';
  return { state: usable >= 2 ? 'good' : 'note', about: 'CPU', found, advice };
};

const clock = async (): Promise<Diagnosis> => {
  const late = await lateness();
  const found = `a 10 ms timer fired ${late.toFixed(1)} ms late`;
  return late < 50
    ? { state: 'good', about: 'clock', found, advice: nothing }
    : {
        state: 'note',
        about: 'clock',
        found,
        advice: 'the machine is busy, so verdicts come late; they do not change',
      };
};

const terminal = async ({ stdin, stdout, env }: Context): Promise<Diagnosis> => {
  const about = 'terminal';
  if (!stdin.isTTY || !stdout.isTTY) {
    return {
      state: 'note',
      about,
      found: 'none (this is a pipe or a file)',
      advice: 'run it in the terminal that you want to use, or use npm start -- --plain',
    };
  }
  const { columns, rows } = stdout;
  const { ascii, colors } = styleFor(stdout, env);
  const found = `${columns} columns, ${rows} rows, ${colors.isColorSupported ? 'colours' : 'no colours'}, ${ascii ? 'ASCII' : 'Unicode'}, ${env['TERM'] ?? process.platform}`;
  if (env['TERM'] === 'dumb')
    return { state: 'note', about, found, advice: 'it cannot redraw, so npm start prints one line per event' };
  const isSmall = columns < 80 || rows < 24;
  return {
    state: isSmall ? 'note' : 'good',
    about,
    found,
    advice: isSmall ? 'make it 80 columns and 24 rows or more to see whole timelines' : nothing,
  };
};

const fileEvents = async ({ root }: Context): Promise<Diagnosis> => {
  const events = await tryFileEvents(root);
  const about = 'file events';
  if (events.work)
    return { state: 'good', about, found: `a save is noticed after ${events.ms.toFixed(0)} ms`, advice: nothing };
  const place = (await isContainer()) ? ' in this container' : '';
  return {
    state: 'note',
    about,
    found: `none${place}, because ${events.reason}`,
    advice: 'npm start checks the files itself instead; a clone on a local drive is faster',
  };
};

const disk = async (about: string, folder: string): Promise<Diagnosis> => {
  const { bavail, bsize } = await statfs(folder);
  const free = (bavail * bsize) / megabyte;
  const found = `${Math.round(free).toLocaleString('en-US')} MB free in ${folder}`;
  return free >= 100
    ? { state: 'good', about, found, advice: nothing }
    : { state: 'bad', about, found, advice: 'free some space: attempts are compiled to the disk; 100 MB is enough' };
};

const temporaryFiles = async (): Promise<Diagnosis> => {
  const about = 'temporary files';
  try {
    await rmdir(temporaryFolder('doctor-'));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const found = `cannot be written to ${tmpdir()}`;
    return { state: 'bad', about, found, advice: 'set TMPDIR (on Windows TEMP) to a folder that you can write to' };
  }
  return disk(about, tmpdir());
};

const clone = async ({ root }: Context): Promise<Diagnosis> => {
  const about = 'this clone';
  const isWritable = await access(root, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!isWritable)
    return {
      state: 'note',
      about,
      found: 'not writable',
      advice: 'progress is not kept; chown it, or copy it to a folder of your own',
    };
  const backups = await readdir(join(root, '.racelings', 'backups')).catch(() => []);
  return {
    state: 'good',
    about,
    found: `writable${backups.length > 0 ? ', backups are in .racelings/backups' : ''}`,
    advice: nothing,
  };
};

const watchers = async ({ root }: Context): Promise<Diagnosis> => {
  const others = await findWatchers(root);
  const about = 'other watchers';
  if (others.length === 0) return { state: 'good', about, found: 'none', advice: nothing };
  return {
    state: 'note',
    about,
    found: `process ${others.join(', ')}`,
    advice: 'they can keep running; q ends each in its own terminal, and each runs a judge of its own',
  };
};
