/** Brings the drawing of a run to life: buttons, a slider, arrow keys and clicks choose the step that is marked. */
export class Stepper {
  readonly #run: HTMLElement;
  readonly #steps: readonly HTMLElement[];
  readonly #slider: HTMLInputElement | null;
  readonly #output: HTMLElement | null;
  #step = 0;

  /** @param run an element with `data-run`, as `report/html/run.ts` writes it */
  constructor(run: HTMLElement) {
    this.#run = run;
    this.#steps = [...run.querySelectorAll<HTMLElement>('li[data-step]')];
    this.#slider = run.querySelector('.controls input');
    this.#output = run.querySelector('.controls output');
    run.querySelector<HTMLElement>('.controls')?.removeAttribute('hidden');
    run.addEventListener('click', (event) => this.#clicked(event));
    run.addEventListener('keydown', (event) => this.#pressed(event));
    this.#slider?.addEventListener('input', () => this.go(Number(this.#slider?.value) - 1));
    this.go(run.dataset['run'] === 'last' ? Infinity : 0);
  }

  get step(): number {
    return this.#step;
  }

  /** Everything the drawing says: equal for the same run. */
  get drawn(): string {
    return this.#run.querySelector('.drawing')?.textContent ?? '';
  }

  get count(): number {
    return this.#steps.length;
  }

  /** @param step from 0; out of range means the nearest that exists */
  go(step: number): void {
    this.#step = Math.min(this.#steps.length - 1, Math.max(0, step));
    for (const [index, element] of this.#steps.entries()) {
      element.toggleAttribute('data-later', index > this.#step);
      if (index === this.#step) element.setAttribute('aria-current', 'step');
      else element.removeAttribute('aria-current');
    }
    const text = `${this.#step + 1} of ${this.#steps.length}`;
    if (this.#slider) {
      this.#slider.value = String(this.#step + 1);
      this.#slider.setAttribute('aria-valuetext', text);
    }
    if (this.#output) this.#output.textContent = text;
    const current = this.#steps[this.#step];
    const number = current?.querySelector<HTMLElement>('.number');
    const picture = current?.closest<HTMLElement>('.scroll');
    if (number && picture) reveal(number, picture);
    this.#markLine(current?.dataset['place'] ?? '');
  }

  #markLine(place: string): void {
    for (const line of this.#run.querySelectorAll<HTMLElement>('.source li[data-place]')) {
      const isAt = line.dataset['place'] === place;
      if (isAt) line.setAttribute('aria-current', 'true');
      else line.removeAttribute('aria-current');
      const lines = line.closest<HTMLElement>('.lines');
      if (isAt && lines) reveal(line, lines);
    }
  }

  #clicked({ target }: MouseEvent): void {
    if (!(target instanceof Element)) return;
    const go = target.closest<HTMLElement>('button[data-go]')?.dataset['go'];
    if (go === 'first') this.go(0);
    else if (go === 'back') this.go(this.#step - 1);
    else if (go === 'on') this.go(this.#step + 1);
    else if (go === undefined) {
      const step = target.closest<HTMLElement>('li[data-step]')?.dataset['step'];
      if (step !== undefined) this.go(Number(step));
    }
  }

  #pressed(event: KeyboardEvent): void {
    // The slider has keys of its own, which mean the same.
    if (event.target === this.#slider || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = { ArrowRight: this.#step + 1, ArrowLeft: this.#step - 1, Home: 0, End: Infinity }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.go(step);
  }
}

/** Scrolls the box, never the page: somebody who reads elsewhere is left in peace. */
const reveal = (element: HTMLElement, box: HTMLElement): void => {
  const [inner, outer] = [element.getBoundingClientRect(), box.getBoundingClientRect()];
  if (inner.top < outer.top) box.scrollTop -= outer.top - inner.top + outer.height / 3;
  else if (inner.bottom > outer.bottom) box.scrollTop += inner.bottom - outer.bottom + outer.height / 3;
};
