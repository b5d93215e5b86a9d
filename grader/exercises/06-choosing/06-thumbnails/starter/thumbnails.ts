import { resize, type Picture, type Thumbnail } from './resize.ts';

/** As `fetch` does, it rejects when its signal aborts. */
export type Download = (url: string, options: { signal: AbortSignal }) => Promise<Picture>;

/** What became of a picture. */
export type Item = { url: string; thumbnail: Thumbnail } | { url: string; error: Error };

export type Options = {
  download: Download;
  signal: AbortSignal;
  /** How many threads may be used; 1 or more. */
  threads: number;
  /** How many pictures may be open; 1 or more. */
  ahead: number;
};

/** The thumbnails of a list, in its order. */
export async function* thumbnails(
  urls: readonly string[],
  { download, signal }: Options,
): AsyncGenerator<Item, void, undefined> {
  // TODO: all of the list is in memory before the desk sees the first thumbnail, and the loop stands still for each.
  const pictures = await Promise.all(urls.map(async (url) => download(url, { signal })));
  for (const [index, picture] of pictures.entries()) yield { url: urls[index]!, thumbnail: resize(picture) };
}
