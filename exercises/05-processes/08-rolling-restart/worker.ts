import { createServer } from 'node:http';
import { openApp } from './app.ts';

/* One of the processes of the service. It listens when it can answer, and no sooner. */

const server = createServer({ keepAliveTimeout: 0 }, await openApp(process.env['VERSION'] ?? ''));

process.once('message', () => process.exit());

server.listen(0, '127.0.0.1');
