import { shown } from '../../common/value-text.ts';
import type { FakeOptions, FakeStage } from './fake.ts';

export type QueueOptions = Omit<FakeOptions<'send' | 'receive'>, 'mayFail'> & {
  /** The most items in the queue; a `send` waits for room. Absent: any number. */
  readonly capacity?: number;
};

/** A channel between tasks, first in, first out. */
export type Queue<Item> = {
  readonly send: (item: Item) => Promise<void>;
  readonly receive: (options?: { readonly signal?: AbortSignal | undefined }) => Promise<Item>;
  /** For scenarios: what is in it now. */
  readonly items: () => readonly Item[];
};

export function queue<Item>(stage: FakeStage, name: string, options: QueueOptions = {}): Queue<Item> {
  const { capacity = Infinity, names = {}, reply } = options;
  const items: Item[] = [];
  stage.show(name, () => shown(items));
  return {
    send: (item) =>
      stage.operation({
        name: `${name}.${names.send ?? 'send'}`,
        args: [item],
        writes: [name],
        possible: () => items.length < capacity,
        run: () => void items.push(item),
        reply,
      }),
    receive: ({ signal } = {}) =>
      stage.operation({
        name: `${name}.${names.receive ?? 'receive'}`,
        writes: [name],
        possible: () => items.length > 0,
        // This runs only if there is an item.
        run: () => items.shift() as Item,
        signal,
        reply,
      }),
    items: () => {
      stage.touch({ reads: [name], writes: [] });
      return [...items];
    },
  };
}
