import type { Socket } from 'node:net';
import { serve } from './timetable.ts';

process.on('message', (_message, socket?: Socket) => {
  process.send?.('taken');
  if (socket) serve(socket.once('close', () => process.send?.('over')));
  else process.send?.('over');
});
process.send?.('there');
