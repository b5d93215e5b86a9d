import { createReadStream } from 'node:fs';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

export function loadConfig(path: string): Promise<Config> {
  const chunks: Buffer[] = [];
  const bytes = new Promise<Buffer>((resolve, reject) => {
    createReadStream(path)
      .on('data', (chunk) => chunks.push(Buffer.from(chunk)))
      .on('error', reject)
      .on('close', () => resolve(Buffer.concat(chunks)));
  });
  return bytes.then((whole) => JSON.parse(whole.toString('utf8')));
}
