// wrong-result in "a long file is read to its end"
// reads into a buffer of 1 MB, which "is plenty for settings", and takes no notice of what did not fit
import { open } from 'node:fs/promises';
export type Config = { stop: string; lines: number[]; refreshSeconds: number };
export async function loadConfig(path: string): Promise<Config> {
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(1024 * 1024);
    let length = 0;
    while (length < buffer.length) {
      const { bytesRead } = await file.read(buffer, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return JSON.parse(buffer.toString('utf8', 0, length));
  } finally {
    await file.close();
  }
}
