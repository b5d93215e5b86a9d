import { Agent, get } from 'node:http';

/** All are asked for at once, and the agent lets twenty of them out. */
export async function forecasts(urls: readonly string[]): Promise<string[]> {
  const agent = new Agent({ maxSockets: 20, keepAlive: true });
  const stop = new AbortController();
  const ask = (url: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const request = get(url, { agent, signal: stop.signal }, (response) => {
        if (!String(response.statusCode).startsWith('2')) return reject(new Error(`${url}: ${response.statusCode}`));
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => (text += piece));
        response.once('end', () => resolve(text));
        response.once('error', reject);
      });
      request.once('error', reject);
    });
  try {
    return await Promise.all(urls.map(ask));
  } finally {
    stop.abort();
    agent.destroy();
  }
}
