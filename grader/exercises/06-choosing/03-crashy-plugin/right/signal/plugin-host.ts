import { text as read } from 'node:stream/consumers';
import { plugin } from './plugin.ts';

try {
  // Ends then, whatever the plugin has left running.
  process.stdout.write(`html:${plugin(await read(process.stdin))}`, () => process.exit());
} catch (error) {
  process.stderr.write(error instanceof Error ? error.message : String(error));
  process.exitCode = 3;
}
