import { finished } from 'node:stream/promises';
import type { Socket } from 'node:net';
import { serve } from './timetable.ts';

let closing = false;
const sockets = new Set<Socket>();

function endAtLast(): void {
  if (closing && sockets.size === 0 && process.connected) process.disconnect();
}

async function attend(name: string, socket: Socket): Promise<void> {
  sockets.add(socket);
  serve(socket);
  await finished(socket).catch(() => {});
  sockets.delete(socket);
  process.send?.(name);
  endAtLast();
}

process.on('message', (name: string, socket?: Socket) => {
  if (socket) return void attend(name, socket);
  if (name !== '') return void process.send?.(name);
  closing = true;
  endAtLast();
});
