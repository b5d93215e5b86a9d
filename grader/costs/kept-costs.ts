import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Texts } from '../judge/staging/compile.ts';
import type { Costs } from './costs.ts';

/** Version of what is measured: costs kept in another form are measured again. */
const form = 2;

/** The costs of the kit's own answers change only with the machine: they are measured once. */
export class KeptCosts {
  readonly #folder: string;
  readonly #again: boolean;

  /** @param root of the clone @param again measures again what is known */
  constructor(root: string, again: boolean) {
    this.#folder = join(root, 'node_modules/.cache/racelings-costs');
    this.#again = again;
  }

  async get(texts: Texts, measure: () => Promise<Costs | string>): Promise<Costs | string> {
    const subject = JSON.stringify([form, ...texts, process.versions.node, availableParallelism()]);
    const name = createHash('sha256').update(subject).digest('hex').slice(0, 32);
    const path = join(this.#folder, `${name}.json`);
    const known = this.#again ? undefined : await readFile(path, 'utf8').then(read, () => undefined);
    if (known) return known;
    const costs = await measure();
    if (typeof costs === 'string') return costs;
    // If nothing can be written, the costs are measured each time.
    await mkdir(this.#folder, { recursive: true })
      .then(async () => writeFile(path, JSON.stringify(costs)))
      .catch(() => {});
    return costs;
  }
}

const read = (text: string): Costs | undefined => {
  try {
    return JSON.parse(text) as Costs;
  } catch {
    return undefined;
  }
};
