/** The weather service lets in so many at a time. */
const places = 20;

/** The answers of all addresses, in their order. */
export async function forecasts(urls: readonly string[]): Promise<string[]> {
  const texts: string[] = [];
  const stop = new AbortController();
  // All places take from the same iterator: whoever is through takes the next, and nobody waits for the others.
  const rest = urls.entries();
  // To wait needs no thread: a request that is under way is an entry in a list of the system's, and one loop
  // looks after all of them. What is limited here is not the waiting but the service.
  const place = async (): Promise<void> => {
    for (const [index, url] of rest) texts[index] = await textAt(url, stop.signal);
  };
  try {
    await Promise.all(Array.from({ length: places }, place));
    return texts;
  } finally {
    // After an error the other places are still at work, and would take what is left.
    stop.abort();
  }
}

async function textAt(url: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return await response.text();
}
