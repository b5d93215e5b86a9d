import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runWithin } from './run-within.ts';

const second = 1000;
const program = fileURLToPath(new URL('./job.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'build-'));

console.log('a build begins; it has four seconds');
const ending = await runWithin(process.execPath, [program, 'build', folder], { limitMs: 4 * second, graceMs: second });
console.log('the build:', JSON.stringify(ending));

for (const name of ['build', 'compiler', 'tests', 'browser']) {
  const state = existsSync(join(folder, `${name}.saved`)) ? 'its state is saved' : 'its state is not saved';
  console.log(name.padEnd(8), stillRuns(name) ? 'still runs;' : 'has ended; ', state);
}
rmSync(folder, { recursive: true });

/** Ends it as well, so that this demo leaves nobody behind. */
function stillRuns(name: string): boolean {
  try {
    return process.kill(Number(readFileSync(join(folder, name), 'utf8')), 'SIGKILL');
  } catch {
    return false;
  }
}
