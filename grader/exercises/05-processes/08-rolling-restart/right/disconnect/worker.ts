import { createServer } from 'node:http';
import { openApp } from './app.ts';

const app = await openApp(process.env['VERSION'] ?? '');
// `disconnect` closes this server, and the channel when all connections are gone: then nothing keeps the process.
const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
  response.shouldKeepAlive = server.listening;
  response.on('close', () => {
    if (!server.listening) server.closeIdleConnections();
  });
  app(request, response);
});
server.listen(0, '127.0.0.1');
