import { createServer, type AddressInfo } from 'node:net';
import { serve } from './timetable.ts';

const server = createServer(serve);
server.listen(Number(process.argv[2]), '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));

process.on('message', () => {
  server.close();
  process.disconnect();
});
