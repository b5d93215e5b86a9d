import type { ClassFile } from '../../class/class-file.ts';
import type { Collected, CollectedLearner } from '../../class/collect/collected.ts';
import { keyOf, type GradeRecord, type JournalEntry } from '../../class/grade/record.ts';
import { weigh } from '../../class/grade/marks.ts';

const learner = (id: string, name: string): CollectedLearner => ({
  id,
  name,
  key: `key-${id}`,
  source: 'test',
  late: false,
  files: ['one/a.ts', 'two/b.ts'],
  others: [],
  problems: [],
  skipped: [],
  superseded: [],
});

export const ann = learner('101', 'Ann Lee');
export const bob = learner('102', 'Bob Ray');
export const collected: Collected = { v: 1, exercises: ['one', 'two'], unclaimed: [], learners: [ann, bob] };
export const classFile: ClassFile = {
  title: 'Concurrency',
  exercises: [
    { id: 'one', points: 10 },
    { id: 'two', points: 20 },
  ],
};

type Fault = { readonly kind: 'race' | 'stuck'; readonly message: string };

/** A record whose checks passed or not. */
export const record = (
  { id }: CollectedLearner,
  exercise: string,
  passed: readonly boolean[],
  fault: Fault = { kind: 'race', message: 'An update was lost.' },
): GradeRecord => {
  const points = classFile.exercises.find((each) => each.id === exercise)?.points ?? 0;
  const checks = weigh(
    passed.map((each, index) => ({ title: `check ${index}`, passed: each })),
    points,
    { grading: 'checks' },
  );
  return {
    v: 1,
    learner: id,
    exercise,
    hash: `hash of ${id} ${exercise}`,
    verdict: passed.every(Boolean) ? 'passed' : 'failed',
    checks: checks.map((check) =>
      check.passed
        ? check
        : {
            ...check,
            finding: { ...fault, check: check.title, location: { file: 'a.ts', line: 3 }, expected: '2', got: '1' },
          },
    ),
    reach: { schedules: 4, complete: true },
    kit: '0.1.0',
    node: 'v20.20.2',
    seed: 'open',
    isolation: { tier: 'P', backend: 'none' },
  };
};

export const entryOf = (of: GradeRecord): JournalEntry => ({
  record: of,
  beside: { gradedAt: '2026-11-28T00:00:00Z', ms: 1, retries: 0 },
});

export const entriesOf = (...records: readonly GradeRecord[]): ReadonlyMap<string, JournalEntry> =>
  new Map(records.map((each) => [keyOf(each), entryOf(each)]));
