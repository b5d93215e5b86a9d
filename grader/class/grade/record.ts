import * as v from 'valibot';
import { finding, reach } from '../../verdict/schema.ts';

/** Version of the records; those of another version are refused. */
export const recordVersion = 1;

const line = v.string();

export const isolationSchema = v.strictObject({
  /** P: a process only. S: a sandbox of the operating system. */
  tier: v.picklist(['P', 'S']),
  backend: line,
  /** `12 of 12`; absent for tier P, where nothing is contained. */
  canaries: v.exactOptional(line),
});
export type IsolationStamp = v.InferOutput<typeof isolationSchema>;

const recordSchema = v.strictObject({
  v: v.literal(recordVersion),
  learner: line,
  exercise: line,
  /** Content hash of the attempt's files. */
  hash: line,
  verdict: v.picklist(['passed', 'failed', 'unchecked', 'unreadable', 'missing']),
  checks: v.array(
    v.strictObject({
      title: line,
      passed: v.boolean(),
      points: v.number(),
      max: v.number(),
      /** Only for a check that was not tried, as the attempt did not end in an earlier one. */
      tried: v.exactOptional(v.literal(false)),
      finding: v.exactOptional(finding),
    }),
  ),
  reach,
  /** Only with `unchecked` and `unreadable`. */
  reason: v.exactOptional(line),
  kit: line,
  node: line,
  /** `sha256` of the seed that scenarios drew from. */
  seed: line,
  isolation: isolationSchema,
});

/**
 * What one learner got for one exercise. It holds no time, path or process id: two gradings of one submission are equal
 * byte for byte. What may differ goes beside it.
 */
export type GradeRecord = v.InferOutput<typeof recordSchema>;

const entrySchema = v.strictObject({
  record: recordSchema,
  beside: v.strictObject({
    gradedAt: line,
    ms: v.number(),
    /** How often the judge has died over this attempt. */
    retries: v.number(),
  }),
});

/** One line of a journal. */
export type JournalEntry = v.InferOutput<typeof entrySchema>;

export const encodeEntry = ({ record, beside }: JournalEntry): string =>
  // Through the schema, so that the keys are always in the same order.
  `${JSON.stringify(v.parse(entrySchema, { record, beside }))}\n`;

/** @throws when the line does not come from a journal, or is of another version */
export const decodeEntry = (text: string): JournalEntry => v.parse(entrySchema, JSON.parse(text));

/** `unchecked` and `unreadable` are not marks: they say nothing about the learner's work. */
export const isMark = ({ verdict }: GradeRecord): boolean => verdict !== 'unchecked' && verdict !== 'unreadable';

/** Whether the files were judged: without that, a mark says only that there were none. */
export const isJudged = ({ verdict }: GradeRecord): boolean => verdict === 'passed' || verdict === 'failed';

/** Why a check that did not pass has no finding of its own. */
export const withoutFinding = ({ tried }: GradeRecord['checks'][number]): string =>
  tried === false ? 'not tried, as an earlier one did not end' : 'fails like another one';

/** What must be the same for the same files, even with another Node or in another sandbox. */
export const essenceOf = ({ node: _node, isolation: _isolation, ...rest }: GradeRecord): string => JSON.stringify(rest);

export const keyOf = ({ learner, exercise }: Pick<GradeRecord, 'learner' | 'exercise'>): string =>
  JSON.stringify([learner, exercise]);
