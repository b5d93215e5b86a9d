import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type * as Forecasts from '../../../../exercises/06-choosing/01-many-requests/forecasts.ts';
import type { Workload } from '../../../costs/costs.ts';

const villages = 120;

/** The weather service, in a process of its own: its work is none of the answer's. */
const service = `
  const server = require('node:http').createServer((request, response) => {
    setTimeout(() => response.end(request.url + ': sunny'), 200);
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
  process.on('disconnect', () => process.exit());
`;

export const prepare: Workload = async (load) => {
  const { forecasts } = await load<typeof Forecasts>('forecasts.ts');
  const child = spawn(process.execPath, ['-e', service], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  const [port] = (await once(child, 'message')) as [number];
  child.unref();
  child.channel?.unref();
  const urls = Array.from({ length: villages }, (_, village) => `http://127.0.0.1:${port}/${village}`);
  return async () => forecasts(urls);
};
