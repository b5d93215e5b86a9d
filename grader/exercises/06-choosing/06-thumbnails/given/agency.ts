import { setMaxListeners } from 'node:events';
import { resize, type Picture, type Thumbnail } from '../starter/resize.ts';

/** What the agency has under a url: a picture of so many columns of 40 pixels, and what is wrong with it. */
export type Photo = { readonly id: number; readonly columns: number; readonly fault?: 'torn' | 'unreachable' };

export const photos = (
  columns: readonly number[],
  faults: Readonly<Record<number, Photo['fault']>> = {},
): readonly Photo[] => columns.map((each, id) => ({ id, columns: each, ...(faults[id] && { fault: faults[id] }) }));

/** So many that are alike. */
export const row = (count: number): readonly Photo[] => photos(Array.from({ length: count }, (_, id) => 2 + (id % 3)));

export const rows = 40;
export const urlOf = ({ id }: Photo): string => `https://agency.example/${id}.raw`;
const unreachable = ({ id }: Photo): string => `picture ${id} cannot be reached`;

function pictureOf({ id, columns, fault }: Photo): Picture {
  const missing = fault === 'torn' ? 1 : 0;
  const pixels = Uint8Array.from({ length: columns * rows - missing }, (_, place) => (id * 31 + place) % 251);
  return { id, width: columns, height: rows, pixels };
}

/** What is due for it, in the words of `shownItem`. */
export function dueOf(photo: Photo): string {
  if (photo.fault === 'unreachable') return `an Error: ${unreachable(photo)}`;
  try {
    resize(pictureOf(photo));
    return `the thumbnail of picture ${photo.id}`;
  } catch (error) {
    return `an Error: ${(error as Error).message}`;
  }
}

const isSame = (one: Thumbnail, other: Thumbnail): boolean =>
  one.width === other.width &&
  one.height === other.height &&
  ArrayBuffer.isView(one.pixels) &&
  one.pixels.length === other.pixels.length &&
  other.pixels.every((grey, place) => one.pixels[place] === grey);

/** What an item has for its picture; of which url it says that it is stands before that. */
export function shownItem(list: readonly Photo[], item: unknown): string {
  if (typeof item !== 'object' || item === null) return `${item === null ? 'null' : typeof item} instead of an item`;
  const { url, error, thumbnail } = item as { url?: unknown; error?: unknown; thumbnail?: Thumbnail };
  const owner = list.find((photo) => urlOf(photo) === url);
  return `${owner ? `url ${owner.id}` : 'no url of the list'} with ${shownContent(list, error, thumbnail)}`;
}

function shownContent(list: readonly Photo[], error: unknown, thumbnail: Thumbnail | undefined): string {
  if (error instanceof Error) return `an Error: ${error.message}`;
  if (error !== undefined) return `an error that is no Error but of type ${typeof error}`;
  if (typeof thumbnail !== 'object' || thumbnail === null) return 'neither a thumbnail nor an error';
  const shows = list.find((photo) => photo.fault === undefined && isSame(thumbnail, resize(pictureOf(photo))));
  return shows ? `the thumbnail of picture ${shows.id}` : 'the thumbnail of no picture of the list';
}

type Call = {
  readonly photo: Photo;
  readonly signal: AbortSignal | undefined;
  readonly answer: () => void;
  state: 'open' | 'answered' | 'rejected';
};

/** The agency's end: each download waits until it is answered, unless all are answered at once. */
export class Agency {
  readonly #list: readonly Photo[];
  readonly #calls: Call[] = [];
  readonly #holds: boolean;

  constructor(list: readonly Photo[], { holds }: { holds: boolean }) {
    this.#list = list;
    this.#holds = holds;
  }

  readonly download = async (url: string, options?: { signal?: AbortSignal }): Promise<Picture> => {
    const signal = options?.signal instanceof AbortSignal ? options.signal : undefined;
    const photo = this.#list.find((each) => urlOf(each) === url);
    if (!photo) throw new Error('there is no such url');
    return new Promise((resolve, reject) => {
      const give = (): void =>
        photo.fault === 'unreachable' ? reject(new Error(unreachable(photo))) : resolve(pictureOf(photo));
      const settle = (state: Call['state'], how: () => void): void => {
        if (call.state !== 'open') return;
        call.state = state;
        signal?.removeEventListener('abort', abort);
        how();
      };
      const call: Call = { photo, signal, state: 'open', answer: () => settle('answered', give) };
      const abort = (): void => settle('rejected', () => reject(signal?.reason));
      this.#calls.push(call);
      // As `fetch` does: many downloads with one signal are nothing to be warned of.
      if (signal) setMaxListeners(0, signal);
      signal?.addEventListener('abort', abort);
      if (signal?.aborted) abort();
      if (!this.#holds) call.answer();
    });
  };

  /** How many have begun. */
  get begun(): number {
    return this.#calls.length;
  }

  /** The pictures, in the order in which their downloads began. */
  get order(): readonly number[] {
    return this.#calls.map(({ photo }) => photo.id);
  }

  answer(...ids: readonly number[]): void {
    for (const call of this.#calls) if (ids.includes(call.photo.id)) call.answer();
  }

  /** @returns whether there were any */
  answerAll(): boolean {
    const open = this.#calls.filter(({ state }) => state === 'open');
    for (const call of open) call.answer();
    return open.length > 0;
  }

  /** The picture that has been waited for longest. */
  get oldestOpen(): number | undefined {
    return this.#calls.find(({ state }) => state === 'open')?.photo.id;
  }

  /** The first that is in progress, and whose signal has not aborted. */
  get untold(): number | null {
    return this.#calls.find(({ state, signal }) => state === 'open' && !signal?.aborted)?.photo.id ?? null;
  }
}
