import type { Socket } from 'node:net';
import { serve } from './timetable.ts';

const open = new Set<Socket>();
let last = false;
process.on('message', (id: string, socket?: Socket) => {
  if (id === 'close') {
    last = true;
    if (open.size === 0) process.exit();
    return;
  }
  process.send?.(['have', id]);
  if (!socket) return void process.send?.(['bye', id]);
  open.add(socket);
  serve(socket);
  socket.on('close', () => {
    open.delete(socket);
    process.send?.(['bye', id]);
    if (last && open.size === 0) process.exit();
  });
});
process.send?.(['ready']);
