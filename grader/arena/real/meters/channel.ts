import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { createServer, Socket } from 'node:net';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

/*
 * Lets the programs of a real run, each in its own process, talk to the arena: one line of JSON up, one down, and the
 * asking thread blocks in between. Node has no blocking sockets, so on Unix these are FIFOs: one for all questions (a
 * write of up to 4 KiB is never torn) and one per program for its answers. On Windows a named pipe does both.
 */

const variable = 'RACELINGS_CHANNEL';
/** The most programs of one run. */
const maxPrograms = 64;
const windows = process.platform === 'win32';

/** A program's end of the channel. */
export type Channel = { readonly ask: (question: object) => unknown };

/** The program that asked; the arena can only answer it. */
export type Asker = {
  readonly answer: (answer: object) => void;
  /** Frees the place of a program that has ended. */
  readonly release: () => void;
};

let inherited: Channel | undefined;

/** The channel of the run that this process is part of; `undefined` if none. */
export function inheritedChannel(): Channel | undefined {
  const address = process.env[variable];
  if (!address) return undefined;
  return (inherited ??= windows ? pipeChannel(address) : fifoChannel(address));
}

function fifoChannel(folder: string): Channel {
  const slot = claim(folder);
  // If opened for both, one end of a FIFO does not wait for the other.
  const up = openSync(join(folder, 'questions'), constants.O_RDWR);
  const down = openSync(join(folder, `answers-${slot}`), constants.O_RDWR);
  return channel(up, down, slot);
}

/** @throws when there are more programs than can be answered */
function claim(folder: string): number {
  for (let slot = 0; slot < maxPrograms; slot += 1) {
    try {
      closeSync(openSync(join(folder, `claimed-${slot}`), 'wx'));
      return slot;
    } catch {
      // Another program has it.
    }
  }
  throw new Error(`Expected at most ${maxPrograms} programs in a run`);
}

function pipeChannel(address: string): Channel {
  const pipe = openSync(address, 'r+');
  return channel(pipe, pipe, 0);
}

// Saved before the attempt, or a hook of ours, could replace them.
const system = { read: readSync, write: writeSync };

function channel(up: number, down: number, slot: number): Channel {
  const buffer = Buffer.alloc(1);
  return {
    ask(question) {
      system.write(up, `${JSON.stringify({ slot, question })}\n`);
      const bytes: number[] = [];
      while (system.read(down, buffer, 0, 1, null) === 1 && buffer[0] !== 10) bytes.push(buffer[0] ?? 0);
      return JSON.parse(Buffer.from(bytes).toString());
    },
  };
}

/**
 * Creates the place where programs find the arena, and passes its address to all that start from now on.
 * @param folder an existing, empty folder
 * @returns the address, for `openChannel`
 */
export function makeChannel(folder: string): string {
  const address = windows ? `\\\\.\\pipe\\racelings-${randomUUID()}` : folder;
  if (!windows) execFileSync('mkfifo', [join(folder, 'questions'), ...answerFiles(folder)]);
  process.env[variable] = address;
  return address;
}

/** Listens at the arena's end. */
export function openChannel(address: string, hear: (question: unknown, from: Asker) => void): { close: () => void } {
  return windows ? pipeServer(address, hear) : fifoServer(address, hear);
}

const answerFiles = (folder: string): string[] =>
  Array.from({ length: maxPrograms }, (_, slot) => join(folder, `answers-${slot}`));

function fifoServer(address: string, hear: (question: unknown, from: Asker) => void): { close: () => void } {
  const open = new Map<number, number>();
  const down = (slot: number): number => {
    const fd = open.get(slot) ?? openSync(join(address, `answers-${slot}`), constants.O_RDWR);
    open.set(slot, fd);
    return fd;
  };
  const fd = openSync(join(address, 'questions'), constants.O_RDWR | constants.O_NONBLOCK);
  const questions = new Socket({ fd, readable: true, writable: false });
  listen(questions, (line) => {
    const { slot, question } = JSON.parse(line) as { slot: number; question: unknown };
    hear(question, {
      answer: (answer) => void system.write(down(slot), `${JSON.stringify(answer)}\n`),
      release: () => {
        closeSync(down(slot));
        open.delete(slot);
        rmSync(join(address, `claimed-${slot}`));
      },
    });
  });
  return {
    close: () => {
      questions.destroy();
      for (const each of open.values()) closeSync(each);
    },
  };
}

function pipeServer(address: string, hear: (question: unknown, from: Asker) => void): { close: () => void } {
  const server = createServer((socket) => {
    listen(socket, (line) => {
      const { question } = JSON.parse(line) as { question: unknown };
      hear(question, {
        answer: (answer) => void socket.write(`${JSON.stringify(answer)}\n`),
        release: () => void socket.destroy(),
      });
    });
  });
  server.listen(address);
  return { close: () => void server.close() };
}

function listen(socket: Socket, hear: (line: string) => void): void {
  let rest = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') hear(line);
  });
  // A killed program breaks the connection.
  socket.on('error', () => {});
}
