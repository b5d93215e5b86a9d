import { watchUnref, type Unreferenced } from './meters/unreferenced.ts';

/** Beats in a row; between two of them a handle may just be changing. */
const enoughBeats = 3;

/**
 * Finds out whether the program would end while it awaits a promise of the attempt, because the attempt called
 * `unref` on what should settle that promise.
 */
export class EarlyEnd {
  readonly #letGo = watchUnref();
  readonly #isHeld: () => boolean;
  /** How many pipes were open before the attempt ran. */
  readonly #pipes = openNow().pipes;
  #beats = 0;
  #tell: (letGo: Unreferenced) => void = () => {};
  /** Resolves when an early end is found; as a rule, never. */
  readonly found = new Promise<Unreferenced>((resolve) => (this.#tell = resolve));

  /** @param isHeld whether the stage holds back a call of the main thread, which would continue in the real program */
  constructor(isHeld: () => boolean) {
    this.#isHeld = isHeld;
  }

  /** Call it when the loop has run empty. @returns whether the program would end too early */
  atEmptyLoop(): boolean {
    const letGo = this.#now();
    if (letGo) this.#tell(letGo);
    return letGo !== undefined;
  }

  /**
   * Call it at each beat of the main thread while a promise of the attempt is pending. The stage then keeps the loop
   * alive, to see whether anything still happens, so this looks at what else is open.
   */
  atBeat(): void {
    const letGo = this.#now();
    this.#beats = letGo && this.#isAllOurs() ? this.#beats + 1 : 0;
    if (letGo && this.#beats >= enoughBeats) this.#tell(letGo);
  }

  #now(): Unreferenced | undefined {
    const letGo = this.#letGo();
    return letGo && !this.#isHeld() ? letGo : undefined;
  }

  /** The witness is one port. */
  #isAllOurs(): boolean {
    const { all, pipes, ports } = openNow();
    return pipes <= this.#pipes && ports <= 1 && all === pipes + ports;
  }
}

function openNow(): { readonly all: number; readonly pipes: number; readonly ports: number } {
  const open = process.getActiveResourcesInfo();
  const count = (name: string): number => open.filter((resource) => resource === name).length;
  return { all: open.length, pipes: count('PipeWrap'), ports: count('MessagePort') };
}
