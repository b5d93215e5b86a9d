import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { median, report, spread } from './figures.ts';
import { throwAwayClone } from './throw-away-clone.ts';

/* From the command to the first words of `npm start`, in a clone that nobody has used before. */

const rounds = Number(process.env['ROUNDS'] ?? 11);

const firstWords = async (root: string, command: string, args: readonly string[]): Promise<number> => {
  const start = performance.now();
  const program = spawn(command, args, { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  const ms = await new Promise<number>((resolve, reject) => {
    program.once('error', reject).once('exit', () => reject(new Error('it ended without a word')));
    program.stdout.on(
      'data',
      (chunk: Buffer) => chunk.includes('Every save is judged') && resolve(performance.now() - start),
    );
  });
  const ended = new Promise((resolve) => program.once('close', resolve));
  program.stdin.end('q\n');
  await ended;
  return ms;
};

const root = await throwAwayClone();
try {
  const direct: number[] = [];
  const byNpm: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    direct.push(await firstWords(root, process.execPath, ['grader/start.cjs', 'watch', '--plain']));
    byNpm.push(await firstWords(root, 'npm', ['start', '--silent', '--', '--plain']));
  }
  console.log(`first screen, ms: median (least–most) of ${rounds} starts`);
  console.log(`node grader/start.cjs watch  ${spread(direct)}`);
  console.log(`npm start                    ${spread(byNpm)}`);
  report({ direct, byNpm, medians: { direct: median(direct), byNpm: median(byNpm) } });
} finally {
  await rm(dirname(root), { recursive: true, force: true });
}
process.disconnect?.();
