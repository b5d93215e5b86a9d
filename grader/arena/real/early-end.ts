import type { Unreferenced } from './meters/unreferenced.ts';

/** Beats in a row; between two of them a handle may just be changing. */
const enoughBeats = 3;

/**
 * Looks whether the program would end while it awaits a promise of the attempt. The stage keeps the loop alive then, to
 * see whether anything still happens; so what is left besides is looked at.
 */
export class EarlyEnd {
  readonly #letGo: () => Unreferenced | undefined;
  /** Those that were open before the attempt ran. */
  readonly #pipes = count('PipeWrap');
  #beats = 0;
  #tell: (letGo: Unreferenced) => void = () => {};
  /** Resolves when it is found; never, as a rule. */
  readonly found = new Promise<Unreferenced>((resolve) => (this.#tell = resolve));

  /** @param letGo what was let go with `unref` and still runs, if the main thread waits for nothing else of the stage */
  constructor(letGo: () => Unreferenced | undefined) {
    this.#letGo = letGo;
  }

  /** To be called at each beat of the main thread while a promise of the attempt is pending. */
  look(): void {
    const letGo = this.#letGo();
    this.#beats = letGo && this.#isAllOurs() ? this.#beats + 1 : 0;
    if (letGo && this.#beats >= enoughBeats) this.#tell(letGo);
  }

  /** The witness is one port. */
  #isAllOurs(): boolean {
    const open = process.getActiveResourcesInfo().length;
    const [pipes, ports] = [count('PipeWrap'), count('MessagePort')];
    return pipes <= this.#pipes && ports <= 1 && open === pipes + ports;
  }
}

const count = (name: string): number => process.getActiveResourcesInfo().filter((resource) => resource === name).length;
