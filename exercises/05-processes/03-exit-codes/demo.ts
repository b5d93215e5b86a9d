import { fileURLToPath } from 'node:url';
import { run } from './run.ts';

const command = fileURLToPath(new URL('./command.ts', import.meta.url));
const seconds = 1000;
const list: readonly (readonly [command: string, ...args: string[]])[] = [
  [process.execPath, command, 'exit', '0'],
  [process.execPath, command, 'exit', '3'],
  [process.execPath, command, 'signal', 'SIGKILL'],
  [process.execPath, command, 'wait'],
  ['no-such-program'],
];

process.on('uncaughtException', (error) => {
  console.log(`The report ends here: ${error.message}`);
  process.exit();
});

for (const [program, ...args] of list) {
  const ending = await run(program, args, 2 * seconds);
  console.log([program, ...args].map((word) => word.split('/').at(-1)).join(' '), '→', JSON.stringify(ending));
}
