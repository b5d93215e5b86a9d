import { Moment } from './moment.ts';

type Wait = { readonly from: number; to: number };

type Span = { readonly name: string; readonly label: () => string; readonly from: number; to: number };

/** What was in flight and when, in the order of beginnings and ends. */
export class Meter {
  readonly #spans: Span[] = [];
  readonly #waits = new Map<string, Wait[]>();
  /** When an operation was made to fail for the first time. */
  readonly failure = new Moment();
  #moment = 0;

  /** @returns a function that ends it */
  enter(name: string, label = () => name): () => void {
    const span: Span = { name, label, from: this.#moment++, to: Infinity };
    this.#spans.push(span);
    return () => {
      if (span.to === Infinity) span.to = this.#moment++;
    };
  }

  /** Records that the moment is now. */
  reach(moment: Moment): void {
    if (!moment.happened) moment.at = this.#moment++;
  }

  /** @returns a function that ends it */
  wait(name: string): () => void {
    const wait: Wait = { from: this.#moment++, to: Infinity };
    const waits = this.#waits.get(name);
    if (waits === undefined) this.#waits.set(name, [wait]);
    else waits.push(wait);
    return () => {
      if (wait.to === Infinity) wait.to = this.#moment++;
    };
  }

  /** The most waits that began after another one but ended before it. */
  overtaken(name: string): number {
    const waits = this.#waits.get(name) ?? [];
    return Math.max(
      0,
      ...waits.map(({ from, to }) => waits.filter((other) => other.from > from && other.to < to).length),
    );
  }

  countAfter(name: string, { at }: Moment): number {
    return this.#of(name).filter(({ from }) => from > at).length;
  }

  count(name: string): number {
    return this.#of(name).length;
  }

  /** The most that were in flight at once. */
  peak(name: string): number {
    const spans = this.#of(name);
    // A peak is reached where something begins.
    return Math.max(0, ...spans.map(({ from }) => spans.filter((span) => span.from <= from && from < span.to).length));
  }

  together(one: string, other: string): boolean {
    const others = this.#of(other);
    return this.#of(one).some((a) => others.some((b) => a !== b && a.from < b.to && b.from < a.to));
  }

  #of(name: string): readonly Span[] {
    return this.#spans.filter((span) => span.name === name || span.label() === name);
  }
}
