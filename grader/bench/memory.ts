import { execFileSync, spawn } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { report } from './figures.ts';
import { throwAwayClone } from './throw-away-clone.ts';

/* A long session: many saves, each with new content, and what the processes then hold. */

const saves = Number(process.env['SAVES'] ?? 1000);
const step = Math.max(1, Math.floor(saves / 10));

const megabytes = (pid: number | undefined): number =>
  pid === undefined ? 0 : Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;

const childOf = (pid: number | undefined): number | undefined => {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' });
  const line = table
    .split('\n')
    .find((row) => /\/host\.(?:ts|mjs) /.test(row) && row.trim().split(/\s+/)[1] === String(pid));
  return line === undefined ? undefined : Number.parseInt(line, 10);
};

const root = await throwAwayClone();
const file = join(root, 'exercises', '00-welcome', '01-hello', 'hello.ts');
const program = spawn(process.execPath, ['grader/start.cjs', 'watch', '--plain', 'hello'], {
  cwd: root,
  stdio: ['pipe', 'pipe', 'inherit'],
});
try {
  let verdicts = 0;
  let heard: () => void = () => undefined;
  program.stdout.setEncoding('utf8').on('data', (text: string) => {
    verdicts += text.match(/^Verdict for/gm)?.length ?? 0;
    heard();
  });
  const verdict = async (count: number): Promise<void> =>
    new Promise((resolve) => {
      heard = () => verdicts >= count && resolve();
      heard();
    });
  await verdict(1);
  const rows: object[] = [];
  console.log('resident memory, MB, after so many saves: grader, judge');
  for (let save = 1; save <= saves; save += 1) {
    await writeFile(file, `export const welcome = (): string => 'save ${save}';\n`);
    await verdict(save + 1);
    if (save % step !== 0) continue;
    const row = {
      saves: save,
      grader: Math.round(megabytes(program.pid)),
      judge: Math.round(megabytes(childOf(program.pid))),
    };
    rows.push(row);
    console.log(`${String(row.saves).padStart(6)}${String(row.grader).padStart(8)}${String(row.judge).padStart(8)}`);
  }
  report(rows);
} finally {
  const ended = new Promise((resolve) => program.once('close', resolve));
  program.stdin.end('q\n');
  await ended;
  await rm(dirname(root), { recursive: true, force: true });
}
process.disconnect?.();
