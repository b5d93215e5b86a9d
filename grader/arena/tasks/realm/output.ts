/** What the code printed, up to a limit; the rest is counted. */
export class Output {
  readonly #limit: number;
  #text = '';
  #lost = 0;
  /** Whether output is kept: only that of the first run is, as the others print the same, or nearly. */
  open = true;

  /** @param limit in characters */
  constructor(limit: number) {
    this.#limit = limit;
  }

  write(text: string): void {
    if (!this.open) return;
    const room = this.#limit - this.#text.length;
    this.#text += text.slice(0, Math.max(0, room));
    this.#lost += Math.max(0, text.length - Math.max(0, room));
  }

  /** Hands over what was kept since the last time. */
  take(): { readonly text: string; readonly lost: number } {
    const taken = { text: this.#text, lost: this.#lost };
    this.#text = '';
    this.#lost = 0;
    return taken;
  }
}
