import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { openApp } from './app.ts';

/* Keeps a book of its connections: how many requests each has open, and whether it ever had one. */

const app = await openApp(process.env['VERSION'] ?? '');
const connections = new Map<Socket, { open: number; used: boolean }>();
let stopping = false;

function look(): void {
  if (!stopping) return;
  for (const [socket, { open, used }] of connections) if (used && open === 0) socket.end();
  if (connections.size === 0) process.exit(0);
}

const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
  const book = connections.get(request.socket);
  if (book) Object.assign(book, { open: book.open + 1, used: true });
  response.once('close', () => {
    if (book) book.open -= 1;
    look();
  });
  app(request, response);
});
server.on('connection', (socket) => {
  connections.set(socket, { open: 0, used: false });
  socket.once('close', () => {
    connections.delete(socket);
    look();
  });
});
server.listen(0, '127.0.0.1');

process.on('message', (message) => {
  if (message !== 'drain') return;
  stopping = true;
  server.close();
  look();
});
