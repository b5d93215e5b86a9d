import { setTimeout as wait } from 'node:timers/promises';
import type * as Thumbnails from '../../../../exercises/06-choosing/06-thumbnails/thumbnails.ts';
import type { Workload } from '../../../costs/costs.ts';

const size = 1600;
const urls = Array.from({ length: 24 }, (_, id) => `https://agency.example/${id}.raw`);

const download: Thumbnails.Download = async (url, { signal }) => {
  await wait(200, undefined, { signal });
  const id = Number(/(\d+)\.raw$/.exec(url)?.[1]);
  return { id, width: size, height: size, pixels: new Uint8Array(size * size).fill(id) };
};

export const prepare: Workload = async (load) => {
  const { thumbnails } = await load<typeof Thumbnails>('thumbnails.ts');
  const { signal } = new AbortController();
  return async () => {
    const received = [];
    for await (const { url } of thumbnails(urls, { download, signal, threads: 2, ahead: 4 })) received.push(url);
    return received;
  };
};
