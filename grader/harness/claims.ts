import * as v from 'valibot';
import type { Json } from '../arena/common/exploration.ts';
import { slept } from '../arena/common/sleeps.ts';
import type { Position } from '../arena/common/position.ts';
import { count, fault, location, text, texts, timeline } from '../verdict/schema.ts';

/*
 * What the arena sends is a claim by the process that runs learner code: each frame is
 * checked here, in shape and in size, before anything looks at it.
 */

/** As `JSON.parse` returned it: `v.record` would drop a key that a learner calls `constructor`. */
const json = v.unknown() as v.GenericSchema<Json>;
const schedule = v.pipe(v.array(count), v.maxLength(40_000));

const ending = { outcome: v.exactOptional(json), fault: v.exactOptional(fault) };

const exploration = v.strictObject({
  schedules: count,
  sharedTurns: v.exactOptional(count),
  complete: v.boolean(),
  outcomes: v.pipe(v.array(v.strictObject({ ...ending, count, schedule })), v.maxLength(10_000)),
});

const explanation = v.strictObject({ ...ending, schedule, timeline });

const number = v.pipe(v.number(), v.integer());
const choices = v.pipe(v.array(number), v.maxLength(40_000));
const lane = v.strictObject({
  name: text,
  state: v.picklist(['unstarted', 'ready', 'waiting', 'ended']),
  location: v.exactOptional(location),
  why: v.exactOptional(text),
});
const nextStep = v.strictObject({
  choice: number,
  lane: count,
  text,
  location: v.exactOptional(location),
  both: v.exactOptional(v.tuple([count, count])),
});
const few = 1000;
const position = v.strictObject({
  choices,
  lanes: v.pipe(v.array(lane), v.maxLength(few)),
  memory: v.pipe(v.array(v.strictObject({ name: text, value: text })), v.maxLength(few)),
  timeline,
  next: v.pipe(v.array(nextStep), v.maxLength(few)),
  end: v.exactOptional(v.strictObject(ending)),
  schedule,
}) satisfies v.GenericSchema<unknown, Position>;

const claim = v.variant('say', [
  v.strictObject({ nonce: text, say: v.literal('progress'), schedules: count }),
  v.strictObject({ nonce: text, say: v.literal('hangs'), name: text, location }),
  v.strictObject({ nonce: text, say: v.literal('print'), text: v.string(), lost: count }),
  v.strictObject({ nonce: text, say: v.literal('explored'), exploration }),
  v.strictObject({ nonce: text, say: v.literal('explained'), explanation }),
  v.strictObject({ nonce: text, say: v.literal('driven'), position }),
  v.strictObject({
    nonce: text,
    say: v.literal('measured'),
    measurement: v.strictObject({ ...ending, slept: v.picklist(slept), figures: texts }),
  }),
  v.strictObject({ nonce: text, say: v.literal('broken'), reason: text }),
]);

export type Claim = v.InferOutput<typeof claim>;

/** @throws when the line is not JSON with a nonce */
export function nonceOf(line: string): string {
  return v.parse(v.object({ nonce: text }), JSON.parse(line)).nonce;
}

/** @throws when the line is not a claim of the expected shape. */
export function parseClaim(line: string): Claim {
  return v.parse(claim, JSON.parse(line));
}
