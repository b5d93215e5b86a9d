import { createServer, type AddressInfo } from 'node:net';
import { serve } from './timetable.ts';

const server = createServer(serve).listen(0, '127.0.0.1', () => {
  process.send?.((server.address() as AddressInfo).port);
});
