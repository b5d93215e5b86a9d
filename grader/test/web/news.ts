import { get, type IncomingMessage } from 'node:http';
import { onTestFinished } from 'vitest';

type Told = {
  readonly kind: string;
  readonly title?: string;
  readonly row?: number | null;
  readonly sections?: Readonly<Record<string, string>>;
};

/** The events of a page, one after another. */
export class News {
  readonly #told: Told[] = [];
  #rest = '';
  #look: () => void = () => undefined;

  private constructor(response: IncomingMessage) {
    response.setEncoding('utf8').on('data', (part: string) => {
      const events = (this.#rest + part).split('\n\n');
      this.#rest = events.pop() ?? '';
      this.#told.push(...events.map((event) => JSON.parse(event.replace(/^data: /, '')) as Told));
      this.#look();
    });
  }

  static async from(address: URL): Promise<News> {
    return new Promise((resolve, reject) => {
      const asked = get(address, (response) => resolve(new News(response)));
      asked.once('error', reject);
      onTestFinished(() => void asked.destroy());
    });
  }

  async next(): Promise<Told> {
    const first = this.#told.shift();
    if (first) return first;
    await new Promise<void>((resolve) => (this.#look = resolve));
    return this.next();
  }
}
