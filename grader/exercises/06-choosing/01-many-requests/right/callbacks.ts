import { request } from 'node:http';

export function forecasts(urls: readonly string[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const texts: string[] = [];
    let sent = 0;
    let done = 0;
    let over = false;
    const fail = (error: Error): void => {
      over = true;
      reject(error);
    };
    const next = (): void => {
      if (over || sent === urls.length) return;
      const index = sent;
      sent += 1;
      const asked = request(urls[index]!, (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('error', fail);
        response.on('end', () => {
          const { statusCode = 0 } = response;
          if (statusCode < 200 || statusCode > 299) return fail(new Error(`status ${statusCode}`));
          texts[index] = Buffer.concat(pieces).toString();
          done += 1;
          if (done === urls.length) resolve(texts);
          next();
        });
      });
      asked.on('error', fail);
      asked.end();
    };
    if (urls.length === 0) return resolve([]);
    for (let place = 0; place < 20; place += 1) next();
  });
}
