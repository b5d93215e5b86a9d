import type { Socket } from 'node:net';
import { serve } from './timetable.ts';

process.on('message', (message: 'close' | { id: number }, socket?: Socket) => {
  if (message === 'close') {
    setImmediate(() => process.disconnect());
    return;
  }
  const { id } = message;
  process.send?.({ got: id });
  const done = (): void => {
    if (process.connected) process.send?.({ done: id }, () => {});
  };
  if (!socket) {
    done();
    return;
  }
  socket.once('close', done);
  serve(socket);
});
process.send?.({ ready: true });
