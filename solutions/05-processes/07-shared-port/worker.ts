import type { Socket } from 'node:net';
import { serve } from './timetable.ts';

process.on('message', (id: number, socket?: Socket) => {
  // After `close` nobody listens any more. Without the last argument that would be an error, which ends this process.
  const tell = (): void => void process.send?.(id, undefined, undefined, () => {});
  // The client may be gone before its connection gets here.
  if (!socket) return tell();
  socket.on('close', tell);
  serve(socket);
});
