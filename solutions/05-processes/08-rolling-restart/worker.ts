import { createServer } from 'node:http';
import { openApp } from './app.ts';

/* One of the processes of the service. It listens when it can answer, and no sooner. */

const server = createServer({ keepAliveTimeout: 0 }, await openApp(process.env['VERSION'] ?? ''));
let stopping = false;

// Whoever has been answered goes on waiting for the next request on its connection, and so would `close`.
server.prependListener('request', (_request, response) => {
  response.once('close', () => {
    if (stopping) server.closeIdleConnections();
  });
});

process.once('message', () => {
  stopping = true;
  // Takes no connections any more, closes the idle ones, and is through when the last of the others has gone.
  // To Node a connection is idle once its answer has been ended, sent or not. Ours are small, so the system has all of it
  // by then; of a large one, a slow client would lose the rest here.
  server.close(() => process.exit());
});

server.listen(0, '127.0.0.1');
