import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readExercise } from '../../course/exercise.ts';
import { runDemo } from '../../judge/demo.ts';
import { temporaryKit } from '../kit.ts';

const root = join(import.meta.dirname, '../../..');

const demo = `
import { execFile, fork, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import './run.ts';

const url = new URL('./command.ts', import.meta.url);
const child = fileURLToPath(url);
new Worker(url, { argv: ['Worker'] });
fork(child, ['fork']);
spawn(process.execPath, [child, 'spawn'], { stdio: 'inherit' });
execFile(process.execPath, [child, 'execFile'], (_error, stdout, stderr) => console.log((stdout + stderr).trim()));
`;

test('workers and child processes of a demo start from TypeScript, however they are started', async () => {
  const learner = await temporaryKit({
    'demo.ts': demo,
    'run.ts': 'export {};\n',
    'command.ts': 'const how: string = process.argv.at(-1) as string;\nconsole.log(`started by ${how}`);\n',
  });
  const exercise = await readExercise(root, '05-processes/03-exit-codes');
  let output = '';
  const code = await runDemo(
    root,
    { ...exercise, folders: { ...exercise.folders, learner } },
    { signal: new AbortController().signal, onOutput: (text) => (output += text) },
  );
  expect({ code, lines: output.trim().split('\n').toSorted() }).toEqual({
    code: 0,
    lines: ['Worker', 'execFile', 'fork', 'spawn'].map((way) => `started by ${way}`),
  });
});
