/* oxlint-disable unicorn/no-process-exit -- how a command ends is what the checks are about */
import { closeSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { metered } from '../../../../harness/given.ts';

/* The commands of the checks: `tool.ts HOW WHAT …`. Most hand on what they read. */

const [, , how = '', ...what] = process.argv;

/** Writes all of it, also where the pipe is full and nobody may block. */
function writeAll(fd: number, bytes: Buffer): void {
  for (let from = 0; from < bytes.length;) {
    try {
      from += writeSync(fd, bytes, from, Math.min(bytes.length - from, 1009));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}

const complain = (text: string): void => writeAll(2, Buffer.from(text));

/** Whoever calls it is held as the meter says. */
const hold = metered((_from: number, _to: number) => {});

/** Hands on what comes, as fast as somebody takes it; ends with code 0 when nobody does any more. */
function handOn(atEnd: () => void = () => {}): void {
  process.stdin.on('end', atEnd);
  process.stdin.pipe(process.stdout);
}
process.stdout.on('error', () => process.exit(0));

const ways: Record<string, () => void> = {
  cat: () => handOn(),
  /** Notes how many bytes it has read so far, before it hands them on. */
  note: () => {
    let bytes = 0;
    process.stdin.on('data', (piece: Buffer) => {
      bytes += piece.length;
      writeFileSync(join(process.env['NOTES'] ?? '', what[0] ?? ''), String(bytes));
    });
    handOn();
  },
  meet: () => {
    hold(Number(what[0]), Number(what[0]) + 1);
    handOn();
  },
  exit: () => {
    complain(` code ${what[0]}\n`);
    handOn(() => (process.exitCode = Number(what[0])));
  },
  signal: () => {
    complain(` signal ${what[0]}\n`);
    process.stdin.once('data', () => {
      process.kill(process.pid, what[0]);
      setInterval(() => {}, 1000);
    });
  },
  /** Closes its output, works on, and ends later. */
  linger: () => {
    const pieces: Buffer[] = [];
    process.stdin.on('data', (piece: Buffer) => pieces.push(piece));
    process.stdin.on('end', () => {
      writeAll(1, Buffer.concat(pieces));
      closeSync(1);
      hold(0, 1);
      process.exit(Number(what[0]));
    });
  },
  /** Hands on so many bytes, and has seen enough. */
  head: () => {
    process.stdin.once('data', (piece: Buffer) => {
      process.stdout.write(piece.subarray(0, Number(what[0])), () => process.exit(0));
    });
  },
  /** Reads nothing at all. */
  deaf: () => void process.stdout.write('deaf', () => process.exit(0)),
  /** Complains at length before it reads anything. */
  grumble: () => {
    complain('ä€😀'.repeat(Number(what[0])));
    handOn();
  },
  echo: () => void process.stdout.write(JSON.stringify(what), () => process.exit(0)),
};
ways[how]?.();
