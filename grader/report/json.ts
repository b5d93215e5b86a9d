import * as v from 'valibot';
import { asideOf, recordOf, verdictFrom, verdictVersion } from '../verdict/codec.ts';
import type { Verdict } from '../verdict/verdict.ts';

/** One judged exercise. */
export type Result = {
  /** Id of the exercise. */
  readonly exercise: string;
  readonly verdict: Verdict;
  readonly durationMs: number;
};

/** The document of `grade --json`, with a final line break. docs/json.md promises its shape to other programs. */
export const renderJson = (
  results: readonly Result[],
  { node, platform }: { node: string; platform: string },
): string => {
  const document = { schemaVersion: verdictVersion, node, platform, results: results.map(jsonResult) };
  return `${JSON.stringify(document, undefined, 2)}\n`;
};

const jsonResult = ({ exercise, verdict, durationMs }: Result): object => ({
  exercise,
  ...recordOf(verdict),
  ...asideOf(verdict),
  durationMs: Math.round(durationMs),
});

const document = v.object({
  schemaVersion: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(verdictVersion)),
  results: v.array(
    v.looseObject({
      exercise: v.string(),
      durationMs: v.number(),
      checks: v.optional(
        v.array(v.object({ title: v.string(), passed: v.boolean(), tried: v.exactOptional(v.literal(false)) })),
      ),
      figures: v.optional(v.unknown()),
      output: v.optional(v.unknown()),
    }),
  ),
});

/**
 * Reads what `renderJson` wrote, of this version or an earlier one.
 * @throws when the text is not such a document
 */
export const parseJson = (text: string): readonly Result[] =>
  v.parse(document, JSON.parse(text)).results.map(({ exercise, durationMs, checks, figures, output, ...record }) => ({
    exercise,
    verdict: verdictFrom(record, figures === undefined ? undefined : { ...(checks && { checks }), figures, output }),
    durationMs,
  }));
