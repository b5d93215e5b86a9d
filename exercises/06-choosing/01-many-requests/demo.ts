import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { forecasts } from './forecasts.ts';

const villages = 100;

// The weather service: it takes a fifth of a second for each answer.
let underWay = 0;
let most = 0;
const service = createServer((request, response) => {
  underWay += 1;
  most = Math.max(most, underWay);
  void wait(200).then(() => {
    underWay -= 1;
    response.end(`${request.url}: sunny`);
  });
});
await once(service.listen(0, '127.0.0.1'), 'listening');
const { port } = service.address() as AddressInfo;

let threads = 0;
process.on('worker', () => (threads += 1));

const urls = Array.from({ length: villages }, (_, village) => `http://127.0.0.1:${port}/${village}`);
const start = performance.now();
const texts = await forecasts(urls);
console.log(`${texts.length} forecasts in ${Math.round(performance.now() - start)} ms; the last is "${texts.at(-1)}"`);
console.log(`At most ${most} requests were under way at a time, and ${threads} threads were started.`);
console.log(`This process has needed ${Math.round(process.resourceUsage().maxRSS / 1024)} MB.`);
service.close();
service.closeAllConnections();
