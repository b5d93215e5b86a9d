import { setTimeout as pause } from 'node:timers/promises';
import { real } from '../../../harness/scenario.ts';
import {
  answerOf,
  answered,
  asked,
  calm,
  ended,
  first,
  forcedOf,
  heard,
  held,
  lostOf,
  opened,
  several,
  takers,
} from './given/floor.ts';

/* In all of these scenarios, time passes only when nothing else can happen. */

/** A grace that ends when nothing else happens, and that nobody needs. */
const plentyMs = 3_600_000;
/** A grace that is needed. */
const graceMs = 900;
/**
 * How long requests take that have begun in an old process. An attempt that sleeps meanwhile sleeps too short, or too
 * long.
 */
const heldMs = { first: 998, others: 100, atClose: 500 };

const kinds = ['streamed', 'held'] as const;
/** More desks than any answer needs. */
const mostDesks = 12;

type Step = {
  /** While the new process was starting. */
  readonly takers: number;
  readonly unanswered: boolean;
  /** When the new process was ready, and everything that follows from that had happened. */
  readonly meanwhile: Awaited<ReturnType<typeof takers>>;
  /** Requests that were not answered: those that had begun before, and the first ones of connections. */
  readonly lostHeld: number;
  readonly lostFresh: number;
};

/** Replaces all processes, while each has every kind of connection. */
const rolled = (name: string, size: number) =>
  real(name, async (stage) => {
    const floor = await opened(stage, { size, graceMs: plentyMs });
    const { control, connected, call, leave } = floor;
    const idle = await several(2 * size, async () => {
      const client = await connected();
      await answerOf(stage, client.get('now'));
      return client;
    });
    await heard();
    const notKept = lostOf(await Promise.all(idle.map(async (client) => answerOf(stage, client.get('now')))));

    const old = control.desks.map(({ pid }) => pid);
    control.welcome = () => undefined;
    const began = performance.now();
    let due = 0;
    const restart = call('restart', 'v2');
    const over = restart.then(() => undefined);
    const steps: Step[] = [];
    let endedEarly = false;
    for (let index = size; index < mostDesks; index += 1) {
      const desk = await first(stage, [control.opening(index), over]);
      if (!desk) break;
      // The new process is held; by then an attempt that does not wait for it has moved on. That time does not count as
      // the restart's.
      const before = performance.now();
      await calm(stage);
      due += performance.now() - before;
      endedEarly = desk.hasEnded;
      if (endedEarly) break;
      const { takers: count, unanswered } = await takers(stage, floor, size);
      const fresh = unanswered ? [] : await several(2 * size, connected);
      const requests = unanswered
        ? []
        : await several(2 * size, async (each) => held(stage, floor, kinds[Math.floor(each / size) % 2]!));
      desk.go();
      endedEarly = !(await desk.opens());
      if (endedEarly) break;
      const ms = index === size ? heldMs.first : heldMs.others;
      due += ms;
      await pause(ms);
      const meanwhile = await takers(stage, floor, size);
      const lostHeld = lostOf(await answered(stage, requests));
      const late = fresh.map(async (client) => answerOf(stage, client.get('now')));
      steps.push({ takers: count, unanswered, meanwhile, lostHeld, lostFresh: lostOf(await Promise.all(late)) });
    }
    const { end, alive, at } = await ended(stage, restart);
    const forced = forcedOf(stage);
    const after = await takers(stage, floor, size);
    const closed = performance.now();
    const closing = await ended(stage, call('close'));
    const { peak, left } = await stage.processes();
    leave();
    return {
      size,
      notKept,
      endedEarly,
      steps,
      end,
      oldAlive: alive.filter((pid) => old.includes(pid)).length,
      running: alive.length,
      forced,
      peak,
      late: Math.round(at - began - due),
      after,
      closing: closing.end,
      closingAlive: closing.alive.length,
      closingLate: Math.round(closing.at - closed),
      timersLeft: closing.timers,
      left,
    };
  });

export const two = rolled('two processes, one after the other', 2);
export const one = rolled('a single process', 1);

/** Enough requests for each of two processes to get some. */
const shares = 8;

/** One old process has a request and a silent connection that never end; the other one hangs. */
export const endless = real('processes that do not end', async (stage) => {
  const size = 2;
  const floor = await opened(stage, { size, graceMs });
  const { control, connected, call, leave } = floor;
  const old = [...control.desks];
  const [busy, hanging] = old;
  await several(2 * size, connected);
  const requests = await several(shares, async () => held(stage, floor, 'held'));
  // All but the first, which is never answered.
  const slow = requests.filter(({ desk }) => desk === busy).slice(1);
  await hanging?.hang();
  const began = performance.now();
  const restart = call('restart', 'v2');
  const over = restart.then(() => undefined);
  let early = 0;
  let lost = 0;
  for (let index = size; index < 2 * size; index += 1) {
    const desk = await first(stage, [control.opening(index), over]);
    if (!desk) break;
    await desk.opens();
    const alive = old.filter(({ hasEnded }) => !hasEnded);
    // The last moment of the grace for a process that has just been asked.
    await pause(graceMs - 1);
    early += alive.filter(({ hasEnded }) => hasEnded).length;
    const request = busy?.hasEnded ? undefined : slow[index - size];
    if (!request) continue;
    busy?.answer(request.number);
    if (!(await answerOf(stage, request.answer))) lost += 1;
  }
  const { end, alive, at } = await ended(stage, restart);
  const after = end === 'resolved' ? await takers(stage, floor, size) : null;
  await control.desks.at(-1)?.hang();
  const closed = performance.now();
  const closing = await ended(stage, call('close'));
  const { left } = await stage.processes();
  leave();
  const oldAlive = alive.filter((pid) => old.some((desk) => desk.pid === pid)).length;
  return {
    size,
    end,
    early,
    lost,
    oldAlive,
    running: alive.length,
    graces: Math.floor((at - began) / graceMs),
    after,
    closing: closing.end,
    closingAlive: closing.alive.length,
    closingLate: Math.round(closing.at - closed - graceMs),
    timersLeft: closing.timers,
    left,
  };
});

/** Versions that end before they are ready: the exit codes, and at which of their processes. */
const bad = { v2: ['3'], v3: ['0'], v4: ['', '5'] } as const;

export const broken = real('versions that do not work', async (stage) => {
  const size = 2;
  const floor = await opened(stage, { size, graceMs: plentyMs });
  const { control, connected, call, leave } = floor;
  const kept = await several(size, connected);
  await Promise.all(kept.map(async (client) => answerOf(stage, client.get('now'))));
  control.welcome = ({ version }) => {
    const times = control.desks.filter((desk) => desk.version === version).length;
    const codes: readonly string[] = version in bad ? bad[version as keyof typeof bad] : [];
    return codes[times - 1] ?? '';
  };
  const tries = [];
  for (const version of [...Object.keys(bad), 'v5', 'v5']) {
    const before = control.desks.length;
    const began = performance.now();
    const { end, alive, at } = await ended(stage, call('restart', version));
    const late = Math.round(at - began);
    const begun = control.desks.slice(before).filter((desk) => desk.version === version).length;
    const after = await takers(stage, floor, size);
    // By then nobody may have been replaced.
    const keptLost =
      version === 'v3' && lostOf(await Promise.all(kept.map(async (client) => answerOf(stage, client.get('now'))))) > 0;
    tries.push({ version, end, late, alive: alive.length, begun, ...after, keptLost });
  }
  const forced = forcedOf(stage);
  const { peak } = await stage.processes();
  leave();
  return { size, tries, forced, peak };
});

export const turns = real('several calls at the same time', async (stage) => {
  const size = 2;
  const floor = await opened(stage, { size, graceMs: plentyMs });
  const { control, call, leave } = floor;
  control.welcome = ({ version }) => (version === 'v3' ? '3' : '');
  const calls = [
    call('restart', 'v2'),
    call('restart', 'v3'),
    call('restart', 'v4'),
    call('close'),
    call('restart', 'v5'),
  ];
  const ends = [];
  for (const each of calls) ends.push(await ended(stage, each));
  const { peak, left } = await stage.processes();
  const begun = control.desks.slice(size).map(({ version }) => version);
  leave();
  return { size, ends: ends.map(({ end }) => end), begun, alive: ends[3]!.alive.length, peak, left };
});

export const shut = real('closed while requests are under way', async (stage) => {
  const size = 3;
  const floor = await opened(stage, { size, graceMs: plentyMs });
  const { connected, call, leave } = floor;
  const after = await takers(stage, floor, size);
  const fresh = await several(2 * size, connected);
  const requests = await several(2 * size, async (each) => held(stage, floor, kinds[Math.floor(each / size) % 2]!));
  const began = performance.now();
  const closing = call('close');
  await pause(heldMs.atClose);
  const refused = (await asked(stage, floor, 1))[0] === null;
  const lostHeld = lostOf(await answered(stage, requests));
  const lostFresh = lostOf(await Promise.all(fresh.map(async (client) => answerOf(stage, client.get('now')))));
  const { end, alive, at, timers } = await ended(stage, closing);
  const closingLate = Math.round(at - began - heldMs.atClose);
  const forced = forcedOf(stage);
  const { started, left } = await stage.processes();
  leave();
  return {
    size,
    after,
    lostHeld,
    lostFresh,
    refused,
    closing: end,
    closingAlive: alive.length,
    closingLate,
    timersLeft: timers,
    forced,
    started,
    left,
  };
});
