import type { Socket } from 'node:net';
import { serve } from './timetable.ts';

const open = new Set<Socket>();
let isClosing = false;

// Whoever leaves a cluster without saying so is ended at once. So the channel stays until the last connection is over.
const leave = (): void => {
  if (isClosing && open.size === 0) process.exit();
};

process.on('message', ({ name }: { name: string }, socket?: Socket) => {
  if (name === 'close') {
    isClosing = true;
    leave();
    return;
  }
  if (!socket) return void process.send?.({ through: name });
  open.add(socket);
  socket.on('close', () => {
    open.delete(socket);
    process.send?.({ through: name }, undefined, undefined, leave);
  });
  serve(socket);
});

process.send?.({});
