import type { LearnerMarks } from '../grade/class-marks.ts';
import type { GradeRecord } from '../grade/record.ts';

type Finding = NonNullable<GradeRecord['checks'][number]['finding']>;

/** What several learners of a class have in common: what to talk about on Monday. */
export type Frequent = {
  readonly exercise: string;
  readonly check: string;
  readonly kind: string;
  /** Ids. */
  readonly learners: readonly string[];
  /** A finding of one of them, with a timeline if any has one. */
  readonly example: Finding;
};

/** The most frequent first; equal numbers in the order of the class's exercises. */
export const frequentFindings = (marks: readonly LearnerMarks[]): readonly Frequent[] => {
  const found = new Map<string, { exercise: string; check: string; learners: string[]; findings: Finding[] }>();
  for (const { learner, exercises } of marks) {
    for (const { exercise, record } of exercises) {
      for (const { title, finding } of record?.checks ?? []) {
        if (!finding) continue;
        const key = JSON.stringify([exercise, title, finding.kind]);
        const group = found.get(key) ?? { exercise, check: title, learners: [], findings: [] };
        found.set(key, group);
        group.learners.push(learner.id);
        group.findings.push(finding);
      }
    }
  }
  return [...found.values()]
    .flatMap(({ findings, ...group }) => {
      const example = findings.find(({ timeline }) => timeline !== undefined) ?? findings[0];
      return example ? [{ ...group, kind: example.kind, example }] : [];
    })
    .toSorted((a, b) => b.learners.length - a.learners.length);
};
