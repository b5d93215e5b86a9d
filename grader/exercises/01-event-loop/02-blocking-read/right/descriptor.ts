// callbacks on a descriptor; closing waits for nothing, for the file has arrived
import { closeSync, open, read } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

export function loadConfig(path: string): Promise<Config> {
  return new Promise((resolve, reject) => {
    open(path, 'r', (failure, descriptor) => {
      if (failure) return reject(failure);
      const decoder = new StringDecoder('utf8');
      const buffer = Buffer.alloc(16);
      let text = '';
      const more = (): void =>
        read(descriptor, buffer, 0, buffer.length, null, (error, count) => {
          text += decoder.write(buffer.subarray(0, count));
          if (!error && count > 0) return more();
          closeSync(descriptor);
          if (error) return reject(error);
          try {
            resolve(JSON.parse(text + decoder.end()));
          } catch (problem) {
            reject(problem);
          }
        });
      more();
    });
  });
}
