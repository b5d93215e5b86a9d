import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** The program of a thread: it asks, waits, and hands the answer over. */
const ask = `
  const { parentPort, workerData: url } = require('node:worker_threads');
  fetch(url).then(async (response) => {
    if (!response.ok) throw new Error(url + ' answered ' + response.status);
    parentPort.postMessage(await response.text());
  });
`;

/** The answers of all addresses, in their order. */
export async function forecasts(urls: readonly string[]): Promise<string[]> {
  // TODO: the weather service turns us away, and this machine swaps. What is each of these threads doing?
  return await Promise.all(
    urls.map(async (url) => {
      const thread = new Worker(ask, { eval: true, workerData: url });
      const [text] = await once(thread, 'message');
      return text;
    }),
  );
}
