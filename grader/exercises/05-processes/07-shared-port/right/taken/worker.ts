import type { Socket } from 'node:net';
import { serve } from './timetable.ts';

const open = new Set<number>();
let ending = false;

const endIfThrough = (): void => {
  if (ending && open.size === 0) process.exit(0);
};

process.on('message', (message: { id: number } | { end: true }, socket?: Socket) => {
  if ('end' in message) {
    ending = true;
    endIfThrough();
    return;
  }
  const { id } = message;
  process.send!({ taken: id });
  if (!socket) {
    process.send!({ over: id });
    return;
  }
  open.add(id);
  socket.once('close', () => {
    open.delete(id);
    process.send!({ over: id }, undefined, undefined, endIfThrough);
  });
  serve(socket);
});
