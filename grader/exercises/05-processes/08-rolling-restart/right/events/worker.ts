import cluster from 'node:cluster';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { openApp } from './app.ts';

const app = await openApp(process.env['VERSION'] ?? '');
const open = new Set<ServerResponse>();
const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
  open.add(response);
  response.once('close', () => open.delete(response));
  app(request, response);
});
await once(server.listen(0, '127.0.0.1'), 'listening');

await once(process, 'message');
const closed = new Promise<void>((resolve) => server.close(() => resolve()));
// What is under way is the last of its connection, and so is whatever comes now.
const last = (response: ServerResponse): void => {
  if (!response.headersSent) response.setHeader('connection', 'close');
  response.once('finish', () => response.req.socket.end());
};
for (const response of open) last(response);
server.prependListener('request', (_request, response: ServerResponse) => last(response));
await closed;
cluster.worker?.disconnect();
