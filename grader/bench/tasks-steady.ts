import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnSync } from 'node:child_process';
import { startTasks } from '../arena/tasks/tasks-instrument.ts';
import { stageAttempt, threadEntry } from '../test/arena/tasks/staged.ts';

/*
 * `node --import tsx grader/bench/tasks-steady.ts [repetitions] [node versions…]`: explores and explains programs with
 * timers, random numbers, ports, locks and failures, and prints how many different outputs there were: 1 is right. With
 * versions (`20 22 24 26`) it does so on each of them, by `npx node@…`; all must agree. Put `taskset -c 0` before it
 * for one core.
 */

const [repetitions = 100, ...versions] = process.argv.slice(2).map(Number);

const code = `import { setTimeout as sleep } from 'node:timers/promises';
const locks = new Map();
export async function work(table, name) {
  const value = await table.read('x');
  if (name === 'A') await sleep(10 * Math.random());
  const turn = (locks.get('x') ?? Promise.resolve()).then(() => table.write('x', value + 1));
  locks.set('x', turn);
  await turn;
  if (value > 0 && name === 'B') throw new Error(crypto.randomUUID());
}
export async function stuck(table, first, second, held) {
  while (held.has(first)) await held.get(first);
  let free; held.set(first, new Promise((resolve) => { free = resolve; }));
  await table.read(first);
  while (held.has(second)) await held.get(second);
  held.delete(first); free();
}
export async function ports(note) {
  const { port1, port2 } = new MessageChannel();
  port2.on('message', (text) => { note(text + Date.now()); port2.close(); });
  port1.postMessage('hello');
}`;
const scenarios = `
  export const mixed = tasks('mixed', (stage) => {
    const { work } = stage.load('work.ts');
    const table = stage.table('t', { x: 0 }, { mayFail: ['read'] });
    for (const name of 'AB') stage.task(name, () => work(table, name), { mayReject: true });
    return () => table.entries();
  });
  export const locks = tasks('locks', (stage) => {
    const { stuck, ports } = stage.load('work.ts');
    const table = stage.table('t', {});
    const held = new Map();
    stage.task('to', () => stuck(table, 'a', 'b', held));
    stage.task('fro', () => stuck(table, 'b', 'a', held));
    stage.task('ports', () => ports((text) => stage.record(text)), { atOnce: true });
    return () => stage.recorded();
  });`;

if (versions.length > 0) {
  for (const version of versions) {
    const command = [
      '-y',
      '-p',
      `node@${version}`,
      'node',
      '--import',
      'tsx',
      fileURLToPath(import.meta.url),
      String(repetitions),
    ];
    const { stdout, stderr } = spawnSync('npx', command, { encoding: 'utf8' });
    process.stdout.write(stdout === '' ? stderr : stdout);
  }
} else {
  const folder = await mkdtemp(join(tmpdir(), 'tasks-steady-'));
  try {
    await stageAttempt(folder, { 'work.ts': code }, scenarios);
    const seen = new Set<string>();
    const entry = await threadEntry(folder);
    let instrument = startTasks(entry);
    for (let repetition = 0; repetition < repetitions; repetition++) {
      // Every tenth time on a thread that has not yet run anything.
      if (repetition % 10 === 0) instrument = startTasks(entry);
      const told: unknown[] = [];
      for (const scenario of ['mixed', 'locks']) {
        const { exploration } = await instrument.explore({ stage: folder, scenario, budget: 2000 }, () => {});
        told.push(exploration);
        for (const { schedule } of exploration.outcomes)
          told.push(await instrument.explain({ stage: folder, scenario, schedule }));
      }
      seen.add(createHash('sha256').update(JSON.stringify(told)).digest('hex'));
    }
    const [hash = ''] = seen;
    console.log(
      `Node ${process.versions.node}: ${repetitions} repetitions, ${seen.size} different; ${hash.slice(0, 16)}`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
