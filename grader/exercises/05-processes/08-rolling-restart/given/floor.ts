import type { ChildProcess } from 'node:child_process';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { ending, running, type RealStage } from '../../../../harness/scenario.ts';
import type * as Attempt from '../../../../../exercises/05-processes/08-rolling-restart/service.ts';
import { Client, Control, type Answer, type Desk } from './control.ts';

/* What the scenarios do with a service. Time passes for them only when nothing else can happen. */

const words = { result: () => 'resolved', error: () => 'rejected with an Error' };

/** Everything has happened that comes of what was done, and no timer has gone off that is not ours. */
export const heard = async (): Promise<void> => pause(1);

/** Timers of whatever length have gone off as well. */
export async function calm(stage: RealStage): Promise<void> {
  // With the next timer it is told which of them are still there.
  clearTimeout(setTimeout(() => {}));
  await stage.settles(new Promise(() => {}));
}

type Ended = {
  readonly end: string;
  /** Processes that still ran at that very moment, and when it was. */
  readonly alive: readonly number[];
  readonly at: number;
  /** Timers that keep the program alive, and were not there before. */
  readonly timers: number;
};

/** How a call ended; when nothing else can happen it never will. */
export async function ended(stage: RealStage, call: Promise<Ended>): Promise<Ended> {
  return (await stage.settles(call)) ? call : { end: 'a promise that never settles', alive: [], at: 0, timers: 0 };
}

type Floor = Awaited<ReturnType<typeof opened>>;

export async function opened(stage: RealStage, options: Attempt.Options) {
  // On Windows, too.
  process.env['NODE_CLUSTER_SCHED_POLICY'] = 'rr';
  const control = await Control.open();
  const { Service } = await stage.load<typeof Attempt>('service.ts');
  const timersOf = ({ Timeout = 0 }: ReturnType<RealStage['resources']>): number => Timeout;
  const timersBefore = timersOf(stage.resources());
  const service = await Service.start('v1', options);
  // They are there by now, unless `start` was changed.
  await first(stage, [control.opening(options.size - 1)]);
  const { port } = service;
  const clients: Client[] = [];
  const connected = async (): Promise<Client> => {
    const client = await Client.to(port);
    clients.push(client);
    return client;
  };
  return {
    control,
    connected,
    /** Calls it at once. An error that is thrown is no rejection. */
    call: async (method: 'restart' | 'close', version = ''): Promise<Ended> => {
      let alive: readonly number[] = [];
      let at = 0;
      const look = (): void => {
        at = performance.now();
        alive = running(stage.children()).map(({ pid = 0 }) => pid);
      };
      let promise: Promise<void>;
      try {
        promise = Promise.resolve(method === 'close' ? service.close() : service.restart(version));
      } catch {
        look();
        return { end: 'an error thrown instead of a rejection', alive, at, timers: 0 };
      }
      const end = await ending(async () => promise.finally(look), words);
      // Looked at in the next turn: no timer goes off before that.
      await nextTurn();
      return { end, alive, at, timers: timersOf(stage.resources()) - timersBefore };
    },
    /** Closes what is ours. */
    leave: () => {
      for (const client of clients) client.hangUp();
      control.close();
    },
  };
}

/** Asks on as many connections, one after the other; stops at the first that gets no answer. */
export async function asked(
  stage: RealStage,
  { connected }: Floor,
  count: number,
): Promise<readonly (Answer | null)[]> {
  const answers: (Answer | null)[] = [];
  for (let index = 0; index < count; index += 1) {
    const client = await connected();
    const answer = await answerOf(stage, client.get('now'));
    answers.push(answer);
    if (!answer) break;
  }
  return answers;
}

/** Null as well where nothing can happen any more, and it is still awaited. */
export async function answerOf(stage: RealStage, answer: Promise<Answer | null>): Promise<Answer | null> {
  return (await stage.settles(answer)) ? answer : null;
}

/** The processes that take connections: each gets its share of twice as many. */
export async function takers(stage: RealStage, floor: Floor, size: number) {
  const answers = await asked(stage, floor, 2 * size);
  return {
    takers: new Set(answers.flatMap((answer) => (answer ? [answer.pid] : []))).size,
    versions: [...new Set(answers.flatMap((answer) => (answer ? [answer.version] : [])))].toSorted(),
    unanswered: answers.includes(null),
  };
}

/** Whether it was ended from outside. */
const isForced = ({ signalCode }: ChildProcess): boolean => signalCode !== null;

/** How many processes of those that this thread has started end by the order of another one. */
export const forcedOf = (stage: RealStage): number => stage.children().filter(isForced).length;

type Held = {
  /** The process in which it has begun; absent: it has begun in none. */
  readonly desk: Desk | undefined;
  readonly number: number;
  readonly answer: Promise<Answer | null>;
};

/** A request that has begun, and is answered when its process is told to. */
export async function held(stage: RealStage, { control, connected }: Floor, kind: string): Promise<Held> {
  const client = await connected();
  const number = control.nextNumber();
  const answer = client.get(`${kind}/${number}`);
  const desk = await first(stage, [control.begun(number), answer.then(() => undefined)]);
  return { desk, number, answer };
}

/** What the first of them resolves to; undefined as well when nothing can happen any more. */
export async function first<Value>(stage: RealStage, promises: readonly Promise<Value | undefined>[]) {
  const fastest = Promise.race(promises);
  return (await stage.settles(fastest)) ? fastest : undefined;
}

/** One after the other, so that each process gets its share. */
export async function several<Value>(
  count: number,
  make: (index: number) => Promise<Value>,
): Promise<readonly Value[]> {
  const made: Value[] = [];
  for (let index = 0; index < count; index += 1) made.push(await make(index));
  return made;
}

export const lostOf = (answers: readonly (Answer | null)[]): number =>
  answers.filter((answer) => answer === null).length;

/** Has them answered one after the other: whoever ends after the first has lost the others. */
export async function answered(stage: RealStage, requests: readonly Held[]): Promise<readonly (Answer | null)[]> {
  return several(requests.length, async (index) => {
    const { desk, number, answer } = requests[index]!;
    desk?.answer(number);
    return answerOf(stage, answer);
  });
}
