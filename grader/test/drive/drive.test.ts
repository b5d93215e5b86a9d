import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { scenariosIn } from '../../arena/common/family.ts';
import { readExercise, readExercises } from '../../course/exercise.ts';
import { Drive } from '../../drive/drive.ts';
import { Engine } from '../../drive/engine.ts';
import { hasOrders, type DriveState, type Possible } from '../../drive/view/state.ts';

const root = join(import.meta.dirname, '../../..');

/** The starter of an exercise, whatever the learner's folder holds. */
async function driveOf(id: string, scenario?: string, folder?: string, seconds?: number): Promise<Drive> {
  const exercise = await readExercise(root, id);
  const limits = { ...exercise.limits, ...(seconds !== undefined && { seconds }) };
  const drive = await Drive.open({
    root,
    exercise: { ...exercise, limits },
    folder: folder ?? exercise.folders.starter,
    ...(scenario !== undefined && { scenario }),
  });
  onTestFinished(async () => drive.close());
  return drive;
}

/** Takes the steps of the first way to a wrong end, one by one. */
async function toFailure(drive: Drive): Promise<DriveState> {
  const way = (await drive.wayToWrong()) ?? [];
  for (const choice of way.slice(drive.state.taken)) {
    const index = drive.state.next.findIndex((next) => next.choice === choice);
    expect(index).toBeGreaterThanOrEqual(0);
    await drive.step(index);
  }
  return drive.state;
}

const possible = (orders: number, wrong: number): Possible => ({ orders, wrong, complete: true });

test.each([
  ['00-welcome/01-hello', 'two-ada', 'race'],
  ['01-event-loop/05-bounded-concurrency', 'hugeCover', 'over-serialised'],
  ['02-async-races/01-lost-update', 'twoDeposits', 'race'],
  ['02-async-races/03-mutex', 'threeTills', 'race'],
  ['02-async-races/04-single-flight', 'sameRate', 'wrong-result'],
  ['02-async-races/10-transfer-deadlock', 'bothPay-ann-and-bob', 'deadlock'],
  ['04-shared-memory/01-counter', 'twoGates', 'data-race'],
  ['04-shared-memory/05-mutex', 'longPrint', 'wrong-result'],
  ['04-shared-memory/06-lost-wakeup', 'twoOnce', 'missed-wakeup'],
  ['04-shared-memory/08-philosophers', 'tableForTwo', 'deadlock'],
  ['04-shared-memory/12-ring-buffer', 'oneByOne', 'data-race'],
  ['05-processes/05-shared-file', 'twoTills', 'race'],
])('the starter of %s is driven from its start to its failure', async (id, scenario, kind) => {
  const drive = await driveOf(id, scenario);
  const { start } = drive.state;
  expect(drive.state).toMatchObject({ taken: 0, possible: start });
  expect(start.wrong).toBeGreaterThan(0);
  const { ending, possible: left, lostAt } = await toFailure(drive);
  expect(ending).toMatchObject({ kind: 'wrong', finding: { kind } });
  expect(left).toEqual(possible(1, 1));
  expect(lostAt === undefined).toBe(start.wrong === start.orders);
});

test.each(['02-async-races/01-lost-update', '02-async-races/10-transfer-deadlock', '04-shared-memory/06-lost-wakeup'])(
  'before the first step of %s the numbers are those of the verdict',
  async (id) => {
    const drive = await driveOf(id);
    const { start, scenario } = drive.state;
    const exercise = await readExercise(root, id);
    const engine = await Engine.open(root, exercise, () => {});
    onTestFinished(async () => engine.close());
    await engine.load(drive.files);
    const evidence: string[] = [];
    for await (const failure of engine.rules.failures(async (name) => engine.orders(name, []))) {
      if (failure.scenario !== scenario) continue;
      evidence.push(...(failure.finding.evidence ?? []));
      break;
    }
    expect(evidence).toContain(
      `${start.wrong} of ${start.orders} different orders ${start.wrong === 1 ? 'fails' : 'fail'} in this way`,
    );
  },
);

test('where no order goes wrong by itself, what is missing in all of them is said', async () => {
  const drive = await driveOf('02-async-races/11-read-write-lock');
  expect(drive.state.possible).toEqual(possible(4, 0));
  expect(drive.state.unseen).toBe('Two boards, with nobody else about, are never in at the same time.');
  expect(await drive.wayToWrong()).toBeUndefined();
  expect((await drive.finish()).ending).toMatchObject({ kind: 'well' });
  // It is about the scenario and the files, however one came to them.
  const { scenario, scenarios, unseen } = drive.state;
  const other = scenarios.find((name) => name !== scenario) ?? '';
  expect((await drive.choose(other)).unseen).not.toBe(unseen);
  expect((await drive.choose(scenario)).unseen).toBe(unseen);
  expect((await drive.reload()).unseen).toBe(unseen);
  expect((await driveOf('02-async-races/11-read-write-lock', scenario)).state.unseen).toBe(unseen);
});

describe('the whole tree of an attempt', () => {
  test.each([
    ['00-welcome/01-hello', 'two-ada'],
    ['02-async-races/10-transfer-deadlock', 'bothPay-ann-and-bob'],
    ['02-async-races/01-lost-update', 'twoDeposits'],
  ])('of %s: the steps that can come next sum up to their place', async (id, scenario) => {
    const drive = await driveOf(id, scenario);
    let ends = 0;
    const walk = async (): Promise<void> => {
      const { possible: here, next, ending } = drive.state;
      if (ending) {
        ends++;
        expect(here).toEqual(possible(1, ending.kind === 'wrong' ? 1 : 0));
        return;
      }
      const after: Possible[] = [];
      for (const index of next.keys()) {
        after.push((await drive.step(index)).possible);
        await walk();
        await drive.undo();
      }
      expect(after.reduce((sum, { orders }) => sum + orders, 0)).toBe(here.orders);
      expect(after.reduce((sum, { wrong }) => sum + wrong, 0)).toBe(here.wrong);
    };
    await walk();
    expect(ends).toBe(drive.state.start.orders);
  });
});

test('there and back: undo, restart, the rest by itself, and where nothing can save it', async () => {
  const drive = await driveOf('02-async-races/01-lost-update', 'twoDeposits');
  const start = drive.state;
  const one = await drive.step(0);
  await drive.step(0);
  expect(await drive.undo()).toEqual(one);
  expect(await drive.restart()).toEqual(start);
  expect(await drive.step(99)).toEqual(start);

  const lost = await drive.goToLost();
  expect(lost.possible.wrong).toBe(lost.possible.orders);
  expect(lost.lostAt?.step).toBe(lost.taken);
  expect(lost.timeline.noReturn).toEqual({ row: 2, instead: 'deposit A' });
  const before = await drive.undo();
  expect(before.possible.wrong).toBeLessThan(before.possible.orders);

  const { ending, next } = await drive.finish();
  expect(next).toEqual([]);
  expect(ending).toBeDefined();
});

test('a deadlock: who cannot go on is told with the reason', async () => {
  const drive = await driveOf('04-shared-memory/08-philosophers', 'tableForTwo');
  await drive.goToLost();
  const { ending } = await drive.finish();
  expect(ending).toMatchObject({ kind: 'wrong', finding: { kind: 'deadlock' } });
  const { lanes } = await drive.undo();
  expect(lanes.find(({ state }) => state === 'waiting')?.why).toMatch(
    /^sleeps at pipette\[\d\] until a notify; robot \d wrote there last$/,
  );
});

test('two starts of threads that are alike: the second waits for the first', async () => {
  const drive = await driveOf('04-shared-memory/06-lost-wakeup', 'twoOnce');
  expect(drive.state.lanes[1]).toMatchObject({
    state: 'unstarted',
    why: 'begins after exporter A: they are alike',
  });
});

test('files that change while they are driven are told of, and `reload` starts again with them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'racelings-driven-'));
  onTestFinished(async () => rm(folder, { recursive: true }));
  await cp(join(root, 'grader/exercises/02-async-races/01-lost-update/starter'), folder, { recursive: true });
  const drive = await driveOf('02-async-races/01-lost-update', 'oneDeposit', folder);
  await drive.step(0);
  expect(drive.state.changed).toBe(false);

  const path = join(folder, 'deposit.ts');
  const text = await readFile(path, 'utf8');
  await writeFile(path, `${text}\n// More.\n`);
  expect(await drive.look()).toMatchObject({ changed: true, taken: 1 });
  expect(await drive.reload()).toMatchObject({ changed: false, taken: 0 });

  await writeFile(path, 'export const = ;');
  await expect(drive.reload()).rejects.toThrow('The files cannot be loaded');
  // What was there is still driven.
  expect(await drive.step(0)).toMatchObject({ changed: true, taken: 1 });
});

/** Runs as an attempt in place of the starter. */
async function attemptOf(file: string, code: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'racelings-driven-'));
  onTestFinished(async () => rm(folder, { recursive: true }));
  await writeFile(join(folder, file), code);
  return folder;
}

test('a step that never comes back is one that can be taken, and ends the run', async () => {
  const code = `export async function deposit(accounts: { read(id: string): Promise<number> }, id: string) {
  await accounts.read(id);
  for (;;);
}
`;
  const folder = await attemptOf('deposit.ts', code);
  const drive = await driveOf('02-async-races/01-lost-update', 'oneDeposit', folder);
  await drive.step(0);
  const { ending } = await drive.step(0);
  expect(ending).toMatchObject({ kind: 'wrong', finding: { kind: 'stuck' } });
});

test('a program that never comes to its next call: so far it is driven, and then it is stuck', async () => {
  const code = `import { readFile } from 'node:fs/promises';
export async function updateSeats(path: string): Promise<void> {
  await readFile(path);
  for (;;);
}
`;
  const folder = await attemptOf('seats.ts', code);
  const drive = await driveOf('05-processes/05-shared-file', 'refused', folder, 1);
  expect(drive.state.possible).toEqual({ orders: 1, wrong: 1, complete: false });
  expect(drive.state.next).toMatchObject([{ text: 'read seats.json' }]);
  const { ending } = await drive.step(0);
  expect(ending).toMatchObject({ kind: 'wrong', finding: { kind: 'stuck' } });
  expect((await drive.undo()).next).toMatchObject([{ text: 'read seats.json' }]);
});

test('an exercise says that it has orders where its checks explore some', async () => {
  const exercises = await readExercises(root);
  const said = exercises.filter(hasOrders).map(({ id }) => id);
  const found = await Promise.all(
    exercises.map(async ({ id }) => {
      const scenarios = (await import(join(root, 'grader/exercises', id, 'scenarios.ts'))) as Record<string, object>;
      return [...scenariosIn(scenarios).values()].some((scenario) => Object(scenario).kind !== 'real') ? [id] : [];
    }),
  );
  expect(said).toEqual(found.flat());
});
