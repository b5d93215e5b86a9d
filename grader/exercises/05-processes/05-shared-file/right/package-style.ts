import * as fs from 'node:fs';
import { promisify } from 'node:util';

export type Seats = { free: number };
type Done = (error?: NodeJS.ErrnoException | null) => void;

/* With callbacks and retries, as the package `lockfile` does it, and a write as in `write-file-atomic`. */

function lock(path: string, done: Done): void {
  fs.open(path, 'wx', (error, fd) => {
    if (!error) return void fs.write(fd, String(process.pid), (failed) => fs.close(fd, () => done(failed)));
    if (error.code !== 'EEXIST') return done(error);
    const again = (): void => void setTimeout(() => lock(path, done), 50);
    fs.readFile(path, 'utf8', (gone, text) => {
      if (gone || text === '' || runs(Number(text))) return again();
      // Whoever has this one may remove the other, if it is still the same.
      fs.open(`${path}.stale`, 'wx', (taken, stale) => {
        if (taken) return again();
        const end = (): void => fs.close(stale, () => fs.unlink(`${path}.stale`, again));
        fs.readFile(path, 'utf8', (missing, now) => {
          if (missing || now !== text) return end();
          fs.unlink(path, end);
        });
      });
    });
  });
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

const lockFile = promisify(lock);
const read = promisify(fs.readFile);
const write = promisify(fs.writeFile);
const rename = promisify(fs.rename);

export function updateSeats(path: string, change: (seats: Seats) => Seats | Promise<Seats>): Promise<void> {
  const temporary = `${path}.${process.pid}.${Math.floor(Math.random() * 1e6)}`;
  return lockFile(`${path}.lock`).then(() =>
    read(path, 'utf8')
      .then((text) => change(JSON.parse(text)))
      .then((seats) => write(temporary, JSON.stringify(seats)))
      .then(() => rename(temporary, path))
      .finally(() => promisify(fs.unlink)(`${path}.lock`)),
  );
}
