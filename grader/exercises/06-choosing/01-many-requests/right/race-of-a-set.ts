export async function forecasts(urls: readonly string[]): Promise<string[]> {
  const texts: string[] = [];
  const underWay = new Set<Promise<void>>();
  for (const [index, url] of urls.entries()) {
    if (underWay.size === 20) await Promise.race(underWay);
    const ask = fetch(url).then(async (response) => {
      if (!response.ok) throw new Error(`${url}: ${response.statusText}`);
      texts[index] = await response.text();
      underWay.delete(ask);
    });
    // That one has failed is heard by the race, or at the end.
    ask.catch(() => {});
    underWay.add(ask);
  }
  await Promise.all(underWay);
  return texts;
}
