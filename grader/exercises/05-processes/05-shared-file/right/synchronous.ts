import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export type Seats = { free: number };

/** The lock appears with its number in it: written beside it, and linked in place. Synchronous but for the pauses. */
export async function updateSeats(path: string, change: (seats: Seats) => Seats | Promise<Seats>): Promise<void> {
  const lock = new Lock(`${path}.lock`);
  while (!lock.take()) {
    const owner = lock.deadOwner();
    if (owner !== '') lock.bury(owner);
    else await sleep(25);
  }
  const fresh = `${path}.${process.pid}.tmp`;
  try {
    const seats = await change(JSON.parse(fs.readFileSync(path, 'utf8')) as Seats);
    fs.writeFileSync(fresh, JSON.stringify(seats), 'utf8');
    fs.renameSync(fresh, path);
  } finally {
    fs.rmSync(lock.path);
  }
}

let names = 0;

class Lock {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  take(): boolean {
    const mine = `${this.path}-${process.pid}-${(names += 1)}`;
    fs.writeFileSync(mine, `${process.pid}`);
    try {
      fs.linkSync(mine, this.path);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      return false;
    } finally {
      fs.unlinkSync(mine);
    }
  }

  read(): string {
    try {
      return fs.readFileSync(this.path, 'utf8');
    } catch {
      return '';
    }
  }

  /** Empty: none that is known to be dead. */
  deadOwner(): string {
    const text = this.read();
    if (!/^\d+$/.test(text)) return '';
    try {
      process.kill(Number.parseInt(text, 10), 0);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return text;
    }
    return '';
  }

  bury(owner: string): void {
    try {
      fs.mkdirSync(`${this.path}.burial`);
    } catch {
      return;
    }
    try {
      if (this.read() === owner) fs.unlinkSync(this.path);
    } finally {
      fs.rmdirSync(`${this.path}.burial`);
    }
  }
}
