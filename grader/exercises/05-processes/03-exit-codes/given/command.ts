/* oxlint-disable unicorn/no-process-exit -- how a command ends is what the checks are about */
import { spawn } from 'node:child_process';
import { writeFileSync, writeSync } from 'node:fs';
import { metered } from '../../../../harness/given.ts';

/* The commands of the checks: `command.ts HOW WHAT …`. */

const [, , how = '', ...what] = process.argv;

/** Writes all of it, also where the pipe is full and nobody may block. */
function writeAll(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length;) {
    try {
      from += writeSync(fd, bytes, from, Math.min(bytes.length - from, 1009));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}

const writeLines = (): void => {
  writeAll(1, ' out\n');
  writeAll(2, ' err\n');
};

const isThere = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Whoever calls it is held as the meter says. */
const hold = metered((_from: number, _to: number) => {});

const ways: Record<string, () => void> = {
  exit: () => {
    writeLines();
    process.exit(Number(what[0]));
  },
  signal: () => {
    writeLines();
    process.kill(process.pid, what[0]);
    setInterval(() => {}, 1000);
  },
  echo: () => writeAll(1, JSON.stringify(what)),
  read: () => {
    let bytes = 0;
    process.stdin.on('data', (chunk: Buffer) => (bytes += chunk.length));
    process.stdin.on('end', () => {
      writeAll(1, `${bytes} bytes`);
      process.exit();
    });
  },
  // One stream after the other: who reads only one of them never sees the end of it.
  much: () => {
    const text = 'ä€😀'.repeat(Number(what[0]));
    writeAll(2, text);
    writeAll(1, text);
  },
  // Starts another program, which has the same streams, and ends.
  leave: () => {
    writeAll(1, 'first ');
    spawn(process.execPath, [process.argv[1] ?? '', 'after', String(process.pid)], {
      stdio: ['ignore', 1, 2],
    }).unref();
  },
  // Writes when its parent has ended, somebody has heard of that, and whoever sleeps instead of waiting has gone on.
  after: () => {
    const look = (): void => {
      if (isThere(Number(what[0]))) return void setTimeout(look, 5);
      hold(0, 1);
      writeAll(1, 'last');
      writeAll(2, 'last');
    };
    look();
  },
  // Notes its process id once its lines are written, and the signal that it gets: SIGKILL lets nobody note anything.
  stay: () => {
    const note = (text: string): void => writeFileSync(what[0] ?? '', `${process.pid} ${text}`);
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'] as const) {
      process.on(signal, () => {
        note(signal);
        process.exit();
      });
    }
    writeLines();
    note('');
    setInterval(() => {}, 60_000);
  },
  meet: () => {
    writeAll(1, `out ${what[0]}`);
    hold(Number(what[0]), Number(what[0]) + 1);
    writeAll(2, `err ${what[0]}`);
  },
};
ways[how]?.();
