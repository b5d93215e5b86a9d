import { closeSync, openSync, readdirSync, readSync } from 'node:fs';

/** What the system reports about a thread. */
export type TaskSample = {
  readonly name: string;
  /** Milliseconds that it has spent on a core, and in the queue for one. */
  readonly onCore: number;
  readonly queued: number;
  /** R runs or wants to, S waits for something, D for a disk. */
  readonly state: string;
};

type Files = { readonly schedstat: number; readonly stat: number };

/** Bytes for one line: more than any has. */
const room = Buffer.alloc(1024);

/**
 * Looks at all threads of processes, on Linux. It keeps its files open, because opening and closing two of them for
 * each of 25 threads every few milliseconds takes half a core. Close it after the last look.
 */
export class TaskSamples {
  #files = new Map<string, Files>();

  /**
   * @param processes ids of the processes
   * @returns by `process/thread`; empty where the system does not say
   */
  look(processes: readonly number[]): Map<string, TaskSample> {
    const samples = new Map<string, TaskSample>();
    const files = new Map<string, Files>();
    for (const pid of processes) {
      for (const thread of threadsOf(pid)) {
        const task = `${pid}/${thread}`;
        const opened = this.#files.get(task) ?? open(`/proc/${pid}/task/${thread}`);
        this.#files.delete(task);
        const sample = opened && read(opened);
        if (sample) {
          samples.set(task, sample);
          files.set(task, opened);
        } else if (opened) {
          close(opened);
        }
      }
    }
    this.close();
    this.#files = files;
    return samples;
  }

  close(): void {
    for (const files of this.#files.values()) close(files);
    this.#files.clear();
  }
}

function threadsOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    // The process has ended, or the system has no such folder.
    return [];
  }
}

function open(folder: string): Files | undefined {
  let schedstat: number | undefined;
  try {
    schedstat = openSync(`${folder}/schedstat`, 'r');
    return { schedstat, stat: openSync(`${folder}/stat`, 'r') };
  } catch {
    // The thread has ended, or the kernel does not keep these files.
    if (schedstat !== undefined) closeSync(schedstat);
    return undefined;
  }
}

function close({ schedstat, stat }: Files): void {
  closeSync(schedstat);
  closeSync(stat);
}

function read({ schedstat, stat }: Files): TaskSample | undefined {
  try {
    const [onCore, queued] = text(schedstat).split(' ');
    const line = text(stat);
    // The name may have brackets of its own.
    const end = line.lastIndexOf(')');
    return {
      name: line.slice(line.indexOf('(') + 1, end),
      onCore: Number(onCore) / 1e6,
      queued: Number(queued) / 1e6,
      state: line.charAt(end + 2),
    };
  } catch {
    // The thread has ended.
    return undefined;
  }
}

const text = (file: number): string => room.toString('latin1', 0, readSync(file, room, 0, room.length, 0));
