import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Exercise } from '../../course/exercise.ts';
import { stateFolder, writeWhole } from '../../course/state-folder.ts';
import type { Verdict } from '../../verdict/verdict.ts';

type Kept = { readonly hash: string; readonly verdict: Verdict };

/** To be raised when the shape of a verdict changes: what was kept before is then no longer read. */
const format = 1;

/**
 * The last verdict on each exercise, kept so that the next session can show it before anything
 * is loaded. The file begins with the digest of the rest: what is damaged counts as nothing.
 */
export class KeptVerdicts {
  readonly #folder: string;
  #last: Promise<void> = Promise.resolve();

  constructor(root: string) {
    this.#folder = join(stateFolder(root), 'verdicts');
  }

  async read(exercise: Exercise): Promise<Kept | undefined> {
    const text = await readFile(this.#path(exercise), 'utf8').catch(() => '');
    const [digest, body = ''] = text.split('\n', 2);
    return digest === digestOf(body) ? (JSON.parse(body) as Kept) : undefined;
  }

  /** Where nothing can be written, nothing is kept. */
  keep(exercise: Exercise, kept: Kept): void {
    const body = JSON.stringify(kept);
    this.#last = this.#last.then(() =>
      writeWhole(this.#path(exercise), `${digestOf(body)}\n${body}\n`).catch(() => undefined),
    );
  }

  async close(): Promise<void> {
    await this.#last;
  }

  #path(exercise: Exercise): string {
    return join(this.#folder, `${exercise.id}.json`);
  }
}

const digestOf = (body: string): string => createHash('sha256').update(`${format} ${body}`).digest('hex');
