import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { openApp } from './app.ts';

type State = { left: number; ever: boolean; bytes: number };

const states = new WeakMap<Socket, State>();
const sockets = new Set<Socket>();
let isOver = false;

const listener = await openApp(process.env['VERSION'] ?? '');
const server = createServer({ keepAliveTimeout: 0 });
server.on('connection', (socket: Socket) => {
  sockets.add(socket);
  states.set(socket, { left: 0, ever: false, bytes: 0 });
  socket.on('close', () => {
    sockets.delete(socket);
    if (isOver && sockets.size === 0) process.disconnect();
  });
});
server.on('request', (request: IncomingMessage, response: ServerResponse) => {
  const state = states.get(request.socket)!;
  state.ever = true;
  state.left += 1;
  if (isOver) response.shouldKeepAlive = false;
  response.on('close', () => {
    state.left -= 1;
    state.bytes = request.socket.bytesRead;
    if (isOver && state.left === 0) request.socket.end();
  });
  listener(request, response);
});
process.once('message', () => {
  isOver = true;
  server.close();
  for (const socket of sockets) {
    const state = states.get(socket)!;
    if (state.ever && state.left === 0 && state.bytes === socket.bytesRead) socket.end();
  }
  if (sockets.size === 0) process.disconnect();
});
server.listen(0, '127.0.0.1');
