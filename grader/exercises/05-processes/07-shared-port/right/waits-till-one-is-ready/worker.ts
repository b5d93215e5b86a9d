import type { Socket } from 'node:net';
import { serve } from './timetable.ts';

let open = 0;
let ending = false;
const maybeEnd = () => {
  if (ending && open === 0) process.disconnect();
};
process.on('message', (message: 'close' | { id: number }, socket?: Socket) => {
  if (message === 'close') {
    ending = true;
    maybeEnd();
    return;
  }
  process.send?.({ got: message.id });
  if (!socket) {
    process.send?.({ over: message.id });
    return;
  }
  open += 1;
  socket.on('close', () => {
    open -= 1;
    process.send?.({ over: message.id }, () => {});
    maybeEnd();
  });
  serve(socket);
});
process.send?.({ ready: true });
