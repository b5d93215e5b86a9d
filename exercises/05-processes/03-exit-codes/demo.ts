import { fileURLToPath } from 'node:url';
import { run } from './run.ts';

const seconds = 1000;
const command = fileURLToPath(new URL('./command.ts', import.meta.url));

process.on('uncaughtException', (error) => {
  console.log(`The report ends here: ${error.message}`);
  process.exit();
});

for (const line of ['exit 0', 'exit 3', 'signal SIGKILL', 'wait']) {
  const ending = await run(process.execPath, [command, ...line.split(' ')], 2 * seconds);
  console.log(`${line}:`, JSON.stringify(ending));
}
console.log('no-such-program:', JSON.stringify(await run('no-such-program', [], 2 * seconds)));
