import { createServer } from 'node:net';
import { serve } from './timetable.ts';

createServer(serve).listen(Number(process.env['PORT']), '127.0.0.1');
