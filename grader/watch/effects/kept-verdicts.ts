import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Exercise } from '../../course/exercise.ts';
import { stateFolder, writeWhole } from '../../course/state-folder.ts';
import { asideOf, recordOf, verdictFrom, verdictVersion } from '../../verdict/codec.ts';
import type { Verdict } from '../../verdict/verdict.ts';

type Kept = { readonly hash: string; readonly verdict: Verdict };

/**
 * The last verdict on each exercise, kept so that the next session can show it before anything is loaded. Each file
 * begins with the digest of the rest; a file that is damaged, or of another version, counts as nothing.
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
    if (digest !== digestOf(body)) return undefined;
    const { hash, record, aside } = JSON.parse(body) as { hash: string; record: unknown; aside: unknown };
    return { hash, verdict: verdictFrom(record, aside) };
  }

  /** Keeps nothing if nothing can be written. */
  keep(exercise: Exercise, { hash, verdict }: Kept): void {
    const body = JSON.stringify({ hash, record: recordOf(verdict), aside: asideOf(verdict) });
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

const digestOf = (body: string): string => createHash('sha256').update(`${verdictVersion} ${body}`).digest('hex');
