type Span = { readonly name: string; readonly label: () => string; readonly from: number; to: number };

/** What was in flight when, in the order of beginnings and ends. */
export class Meter {
  readonly #spans: Span[] = [];
  #moment = 0;

  /** @returns ends it */
  enter(name: string, label = () => name): () => void {
    const span: Span = { name, label, from: this.#moment++, to: Infinity };
    this.#spans.push(span);
    return () => {
      if (span.to === Infinity) span.to = this.#moment++;
    };
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
