import type { TaskStage } from '../../../../harness/scenario.ts';
import type * as Town from '../../../../../exercises/02-async-races/11-read-write-lock/read-write-lock.ts';

export type Kind = 'read' | 'write';
type Visit = { readonly who: string; readonly kind: Kind; readonly asked: number; begun: number; told: boolean };

type TimetableOptions = {
  readonly name?: string;
  /** Whose request may fail. */
  readonly mayFail?: (who: string) => boolean;
  /** How long a request takes; any time where it is left out. */
  readonly latency?: (who: string) => number;
};

/** The timetable behind a lock, which sees who asks, who is in, and who is in with whom. */
export function timetable(stage: TaskStage, { name = '', mayFail = () => false, latency }: TimetableOptions = {}) {
  const { ReadWriteLock } = stage.load<typeof Town>('read-write-lock.ts');
  const lock = new ReadWriteLock();
  const visits: Visit[] = [];
  const inside = new Set<Visit>();
  const clashes: string[] = [];
  const late: string[] = [];
  let moment = 0;
  /** One step of the timetable later, whoever is done must have been told. */
  const lookForLate = (who: string): void => {
    for (const other of visits) {
      const isDone = other.begun < Infinity && !inside.has(other);
      if (isDone && !other.told)
        late.push(`the work of ${other.who} was done, and its caller not told, when ${who} had its answer`);
    }
  };
  const fail = (who: string): Error => {
    lookForLate(who);
    return new Error(`no answer for ${who}`);
  };
  stage.show(`inside${name}`, () => [...inside].map(({ who }) => who).join(' '));

  /** Calls the lock with one request to the timetable as its work. */
  const visit = (who: string, kind: Kind, started: (request: Promise<void>) => unknown = () => {}): Promise<void> => {
    const mine: Visit = { who, kind, asked: moment++, begun: Infinity, told: false };
    visits.push(mine);
    const told = (): void => void (mine.told = true);
    const answer = lock[kind](async () => {
      mine.begun = moment++;
      for (const other of inside) {
        if (kind === 'read' && other.kind === 'read') continue;
        clashes.push(`${who} went in to ${kind} while ${other.who}, who came to ${other.kind}, was inside`);
      }
      inside.add(mine);
      const request = stage.operation({
        name: `${kind}${name}`,
        args: [who],
        run: () => lookForLate(who),
        mayFail: mayFail(who) ? () => fail(who) : undefined,
        latency: latency?.(who),
      });
      started(request);
      try {
        await request;
      } finally {
        inside.delete(mine);
      }
    });
    answer.then(told, told);
    return answer;
  };
  /** Who went in twice while somebody waited who had come before either time. */
  const overtaking = (by?: Kind): string[] =>
    visits.flatMap((waiting) => {
      const passed = visits.filter(
        ({ kind, asked, begun }) => (by ?? kind) === kind && asked > waiting.asked && begun < waiting.begun,
      );
      const names = passed.map(({ who }) => who);
      const twice = names.find((who, index) => who !== waiting.who && names.indexOf(who) < index);
      return twice === undefined
        ? []
        : [`${twice} asked twice after ${waiting.who} had asked, and went in first both times`];
    });
  return { lock, visit, inside, clashes, late, visits, overtaking };
}
