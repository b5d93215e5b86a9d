/* oxlint-disable max-lines -- eight runs of one kind of service */
import { execFileSync, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { endTogether, ending, heldSince, real, running, type RealStage } from '../../../harness/scenario.ts';
import type * as Attempt from '../../../../exercises/05-processes/07-shared-port/service.ts';
import { counts, inWords, isAnswer } from './given/answers.ts';
import { Client } from './given/client.ts';
import { letGo } from './given/fifo.ts';
import { connectBeforeTurn, endOneByOne } from './given/unheard.ts';

type Service = Attempt.Service;

const isWindows = process.platform === 'win32';

async function opened(stage: RealStage) {
  const { startService } = await stage.load<typeof Attempt>('service.ts');
  const children = stage.children();
  const before = stage.resources();
  return {
    children,
    start: async (workers: number, port = 0): Promise<Service> => startService({ port, workers }),
    /** What is left after everything: processes, and what keeps this one alive. */
    remains: async () => ({ left: (await stage.processes()).left, held: await heldSince(before, stage) }),
    /** A client, and which process serves it. */
    client: async ({ port }: Service) => {
      const client = new Client(stage, port);
      return { client, by: await client.ask() };
    },
  };
}

/** Waits until nothing else happens. @returns how many processes there are then */
const rest = async (stage: RealStage): Promise<number> => (await stage.processes()).alive;

/** Starts a service, and waits until its processes are ready: until then a single one may be serving. */
const awake = async (stage: RealStage, starting: Promise<Service>): Promise<Service> => {
  const service = await starting;
  await rest(stage);
  return service;
};

/** Calls `close` at once. The result waits for its end, and reports what was there at that very moment. */
function closed(
  stage: RealStage,
  service: Service,
  children: readonly ChildProcess[],
  atThatMoment: () => void = () => {},
): () => Promise<{ closing: string; early: number; timers: number }> {
  let early = 0;
  let timers = 0;
  const call = async (): Promise<void> => {
    await service.close();
    early = running(children).length;
    atThatMoment();
    // Looked at in the next turn: no timer goes off before that.
    await nextTurn();
    timers = stage.resources()['Timeout'] ?? 0;
  };
  const promise = call();
  promise.catch(() => {});
  return async () => {
    const words = { result: () => 'resolved', error: ({ message }: Error) => `rejected: ${message}` };
    return { closing: await ending(async () => promise, words, stage), early, timers };
  };
}

/** Another address of this machine, on systems that are sure to have one. */
const otherAddress = process.platform === 'linux' ? '127.0.0.2' : undefined;

export const spread = real('three processes, and more and more connections', async (stage) => {
  const workers = 3;
  const meter = stage.meter({ gather: workers, processes: true });
  const { start, client, children, remains } = await opened(stage);
  const service = await start(workers);
  const alive = await rest(stage);
  const opening = async (count: number) => {
    const all: { client: Client; by: string }[] = [];
    while (all.length < count) all.push(await client(service));
    return all;
  };
  const early = await opening(workers);
  const busy = await Promise.all(early.map(async ({ client: each }, index) => each.ask(`work ${index}`)));
  const all = [...early, ...(await opening(workers))];
  const bys = all.map(({ by }) => by);
  // The process that served the second client: an attempt that goes by turns would begin with the first.
  const freed = bys[1] ?? '';
  const [one, other] = all.filter(({ by }) => by === freed);
  one?.client.hangUp();
  other?.client.reset();
  const { peak } = await stage.processes();
  const late = (await opening(2)).map(({ client: each, by }) => (all.push({ client: each, by }), by));
  const stranger = otherAddress === undefined ? undefined : new Client(stage, service.port, otherAddress);
  const elsewhere = stranger ? inWords(await stranger.ask()) : null;
  for (const each of [...all, { client: stranger }]) each.client?.hangUp();
  return {
    workers,
    alive,
    peak,
    elsewhere,
    answers: [...bys, ...busy, ...late].map(inWords),
    inOwnProgram: [...bys, ...busy, ...late].includes(String(process.pid)),
    together: meter.peak(),
    firstCounts: counts(bys.slice(0, workers)),
    counts: counts(bys),
    lateElsewhere: late.filter((by) => by !== freed).length,
    ...(await closed(stage, service, children)()),
    ...(await remains()),
  };
});

/** A random number, which nobody would set as a limit. */
const mostDeaths = 27;

const waysToDie = isWindows ? ['exit 9', 'exit 0', 'exit 3'] : ['crash', 'exit 0', 'exit 3'];

export const deaths = real('processes that die one after the other', async (stage) => {
  const workers = 2;
  stage.meter({ processes: true });
  const { start, client, children, remains } = await opened(stage);
  const service = await awake(stage, start(workers));
  const rounds = [];
  for (const way of waysToDie) {
    const doomed = await client(service);
    const other = await client(service);
    const end = inWords(await doomed.client.ask(way));
    const alive = await rest(stage);
    const round = { way, apart: doomed.by !== other.by, end, alive, still: inWords(await other.client.ask()) };
    const next = alive === workers ? await client(service) : undefined;
    rounds.push({
      ...round,
      next: next ? inWords(next.by) : null,
      isFresh: next ? isAnswer(next.by) && ![doomed.by, other.by].includes(next.by) : null,
    });
    for (const each of [doomed, other, next]) each?.client.hangUp();
    await rest(stage);
    // Any further death would show the same.
    if (!next) break;
  }
  const [idle] = running(children);
  if (idle) await endTogether([idle]);
  const afterIdle = await rest(stage);
  const dead = rounds.length + 1;
  const toll = dead + (await endOneByOne(stage, { workers, most: mostDeaths - dead }));
  const { alive: afterToll, peak } = await stage.processes();
  const end = await closed(stage, service, children)();
  return { workers, rounds, afterIdle, toll, afterToll, peak, ...end, ...(await remains()) };
});

/**
 * More than an attempt that reckons with a few has room for, or numbers; fewer than may wait at a port on any system
 * (128).
 */
const manyClients = 110;

export const moment = real('all processes die in one moment', async (stage) => {
  const workers = 2;
  stage.meter({ processes: true });
  const { start, client, children, remains } = await opened(stage);
  const service = await start(workers);
  const before = await client(service);
  let unheard: { client: Client; answer: Promise<string> } | undefined;
  await endTogether(running(children), async () => {
    const each = await connectBeforeTurn(stage, service.port);
    unheard = { client: each, answer: each.put() };
  });
  const crowd = Array.from({ length: manyClients }, () => new Client(stage, service.port));
  const told = crowd.map(async (each) => each.put());
  await stage.settles(Promise.all(told));
  const after = await Promise.all(crowd.map(async (each, index) => inWords(await each.told(told[index]!))));
  const meanwhile = await unheard?.client.told(unheard.answer);
  const { alive, peak } = await stage.processes();
  const later = await client(service);
  for (const each of [before.client, unheard?.client, ...crowd, later.client]) each?.hangUp();
  return {
    workers,
    before: inWords(before.by),
    meanwhile: inWords(meanwhile ?? ''),
    manyClients,
    after: [...new Set(after)].toSorted(),
    later: inWords(later.by),
    alive,
    peak,
    ...(await closed(stage, service, children)()),
    ...(await remains()),
  };
});

export const busyDeath = real('a process dies that is busy, and has more connections', async (stage) => {
  const workers = 1;
  stage.meter({ processes: true });
  const { start, client, children, remains } = await opened(stage);
  const service = await start(workers);
  const first = await client(service);
  const hanging = first.client.put('hang');
  await rest(stage);
  const waiting = Array.from({ length: 4 }, () => new Client(stage, service.port));
  const answers = waiting.map(async (each) => each.put());
  await rest(stage);
  await endTogether(running(children));
  const ends = await Promise.all(waiting.map(async (each, index) => inWords(await each.told(answers[index]!))));
  const end = inWords(await first.client.told(hanging));
  const after = await client(service);
  for (const each of [...waiting, first.client, after.client]) each.hangUp();
  return {
    workers,
    first: inWords(first.by),
    end,
    ends,
    after: inWords(after.by),
    ...(await closed(stage, service, children)()),
    ...(await remains()),
  };
});

export const closing = real('closed while connections are open', async (stage) => {
  const workers = 2;
  stage.meter({ processes: true });
  const fifo = join(stage.folder, 'fifo');
  if (!isWindows) execFileSync('mkfifo', [fifo]);
  const { start, client, children, remains } = await opened(stage);
  const service = await awake(stage, start(workers));
  const early = [(await client(service)).client, (await client(service)).client];
  // Each keeps its process busy, where there are FIFOs; the others must wait.
  const busy = early.map(async (each) => each.put(isWindows ? 'who' : `until ${fifo}`));
  await rest(stage);
  const waiting = Array.from({ length: 4 }, () => new Client(stage, service.port));
  const answers = [...busy, ...waiting.map(async (each) => each.put())];
  await rest(stage);
  let hasClosed = false;
  const close = closed(stage, service, children, () => (hasClosed = true));
  await rest(stage);
  const late = inWords((await client(service)).by);
  letGo(fifo);
  const clients = [...early, ...waiting];
  const first = await Promise.all(clients.map(async (each, index) => each.told(answers[index]!)));
  const again = await Promise.all(clients.map(async (each) => inWords(await each.ask())));
  const tooEarly = hasClosed;
  for (const each of clients) each.hangUp();
  return {
    workers,
    busy: busy.length,
    late,
    first: first.map(inWords),
    shares: first.every(isAnswer) ? counts(first) : [],
    again,
    tooEarly,
    ...(await close()),
    ...(await remains()),
  };
});

export const lastDeath = real('a process dies after close', async (stage) => {
  const workers = 2;
  stage.meter({ processes: true });
  const { start, client, children, remains } = await opened(stage);
  const service = await awake(stage, start(workers));
  const doomed = await client(service);
  const other = await client(service);
  const close = closed(stage, service, children);
  await rest(stage);
  const end = inWords(await doomed.client.ask(waysToDie[0]));
  await rest(stage);
  const still = inWords(await other.client.ask());
  for (const each of [doomed, other]) each.client.hangUp();
  const done = await close();
  return { workers, end, still, started: (await stage.processes()).started, ...done, ...(await remains()) };
});

/** When `close` comes at a bad moment: the story, and how many processes may have run in all by its end. */
const moments = [
  { story: 'close was called as soon as startService had resolved.', most: 1 },
  { story: 'All processes were ended from outside, and close was called when your program had heard of it.', most: 2 },
  {
    story: 'All processes were ended from outside, and close was called before your program could hear of it.',
    most: 1,
  },
] as const;

export const badMoments = real('closed while no process is ready', async (stage) => {
  const workers = 2;
  stage.meter({ processes: true });
  const { start, children, remains } = await opened(stage);
  const ends = [];
  let before = 0;
  for (const [index, { story, most }] of moments.entries()) {
    const service = await start(workers);
    let close: ReturnType<typeof closed> | undefined;
    const end = (): void => void (close ??= closed(stage, service, children));
    if (index > 0) {
      await rest(stage);
      await endTogether(running(children), async () => void (index === 2 && end()));
    }
    end();
    const { closing: how, early, timers } = await close!();
    const { left, held } = await remains();
    const { started } = await stage.processes();
    ends.push({ story, how, early, timers, most: most * workers, started: started - before, left, held });
    before = started;
    // What is left now would be blamed on the next moment.
    if (how !== 'resolved' || left > 0 || held !== '') break;
  }
  return { workers, ends, left: ends.at(-1)?.left ?? 0, held: ends.at(-1)?.held ?? '' };
});

export const two = real('two services', async (stage) => {
  stage.meter({ processes: true });
  const { start, client, children, remains } = await opened(stage);
  const one = await start(1);
  const other = await start(2);
  const alive = await rest(stage);
  const taken = await ending(
    async () => start(1, other.port),
    { result: () => 'resolved', error: (error: NodeJS.ErrnoException) => `rejected: ${error.code ?? error.message}` },
    stage,
  );
  const aliveAfterTaken = await rest(stage);
  const first = await client(one);
  const second = await client(other);
  const end = inWords(await first.client.ask(waysToDie[0]));
  const aliveAfterDeath = await rest(stage);
  const again = await client(one);
  for (const each of [first, again]) each.client.hangUp();
  const close = closed(stage, one, []);
  const { closing: closingOne } = await close();
  const aliveAfterClose = await rest(stage);
  const late = inWords((await client(one)).by);
  const still = inWords(await second.client.ask());
  const next = await client(other);
  for (const each of [second, next]) each.client.hangUp();
  return {
    samePort: one.port === other.port,
    alive,
    taken,
    aliveAfterTaken,
    by: [first.by, second.by, again.by].map(inWords),
    end,
    aliveAfterDeath,
    closingOne,
    aliveAfterClose,
    late,
    still,
    next: inWords(next.by),
    ...(await closed(stage, other, children)()),
    ...(await remains()),
  };
});
