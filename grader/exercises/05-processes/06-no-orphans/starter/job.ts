import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/*
 * A build: `node job.ts build FOLDER`. It starts a compiler and tests, the tests start a browser, and none of them ever
 * comes to an end. Each writes its process id into a file of its name, and another file when it saves its state.
 */

const starts: Record<string, readonly string[]> = { build: ['compiler', 'tests'], tests: ['browser'] };

const [, program = '', name = '', folder = ''] = process.argv;

process.on('SIGTERM', () => {
  if (name === 'browser') return; // It is asked to end, and does not listen.
  writeFileSync(join(folder, `${name}.saved`), '');
  process.exit();
});

for (const part of starts[name] ?? []) spawn(process.execPath, [program, part, folder], { stdio: 'ignore' });
writeFileSync(join(folder, name), String(process.pid));
setInterval(() => {}, 60_000);
