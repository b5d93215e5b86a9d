import { text as read } from 'node:stream/consumers';
import { plugin } from './plugin.ts';

try {
  process.stdout.write(`html:${plugin(await read(process.stdin))}`);
} catch (error) {
  process.stderr.write(error instanceof Error ? error.message : String(error));
  process.exitCode = 3;
}
