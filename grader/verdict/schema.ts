import * as v from 'valibot';
import { faultKinds, type Fault } from './fault.ts';
import { findingKinds, type Finding } from './finding.ts';
import type { Location } from './location.ts';
import type { Pending, Row, Timeline } from './timeline.ts';
import type { Output, Reach } from './verdict.ts';

/*
 * The shapes of this folder as schemas, for data from another process or from a file. Data that is too large is
 * refused, like data of another shape: the arena that sends it runs learner code.
 */

/** Together they hold a schema to its type: its output is a `T`, and it lacks no field of `T`. */
type Schema<T> = v.GenericSchema<unknown, T>;
type Fields<T> = Readonly<Record<keyof T, unknown>>;

/** One text for the learner. */
export const text = v.pipe(v.string(), v.maxLength(4000));
export const texts = v.pipe(v.array(text), v.maxLength(100));
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const location = v.strictObject({
  file: text,
  line: v.pipe(v.number(), v.integer(), v.minValue(1)),
} satisfies Fields<Location>) satisfies Schema<Location>;

const row = v.strictObject({
  lane: count,
  text,
  location: v.exactOptional(location),
  memory: texts,
  paused: v.exactOptional(v.boolean()),
  note: v.exactOptional(text),
} satisfies Fields<Row>) satisfies Schema<Row>;

const pending = v.strictObject({
  from: count,
  to: v.exactOptional(count),
  givenUp: v.exactOptional(v.boolean()),
} satisfies Fields<Pending>) satisfies Schema<Pending>;

export const timeline = v.strictObject({
  lanes: texts,
  memory: texts,
  noReturn: v.exactOptional(v.strictObject({ row: count, instead: text })),
  rows: v.pipe(v.array(row), v.maxLength(2000)),
  pending: v.exactOptional(v.pipe(v.array(pending), v.maxLength(2000))),
} satisfies Fields<Timeline>) satisfies Schema<Timeline>;

export const fault = v.strictObject({
  kind: v.picklist(faultKinds),
  message: text,
  why: v.exactOptional(text),
  location: v.exactOptional(location),
  evidence: v.exactOptional(texts),
} satisfies Fields<Fault>) satisfies Schema<Fault>;

/** A check's texts may be longer than the arena's: it composes them from several. */
const composed = v.string();

export const finding = v.strictObject({
  kind: v.picklist(findingKinds),
  check: composed,
  message: composed,
  why: v.exactOptional(composed),
  location: v.exactOptional(location),
  expected: v.exactOptional(composed),
  got: v.exactOptional(composed),
  evidence: v.exactOptional(v.array(composed)),
  timeline: v.exactOptional(timeline),
  replay: v.exactOptional(composed),
} satisfies Fields<Finding>) satisfies Schema<Finding>;

export const reach = v.strictObject({
  schedules: count,
  sharedTurns: v.exactOptional(count),
  complete: v.boolean(),
} satisfies Fields<Reach>) satisfies Schema<Reach>;
export const output = v.strictObject({
  text: v.string(),
  lost: count,
} satisfies Fields<Output>) satisfies Schema<Output>;
