import type { RealStage } from '../arena/real/stage.ts';
import type { Location } from '../verdict/location.ts';
import type { Judgement } from './judgement.ts';

/* `Atomics.wait` on the main thread stops its event loop, whether until a notify or for a set time. */

/** Where the main thread first waited in `Atomics.wait`; null: nowhere so far. */
export const stoodStillAt = ({ blockingCalls }: Pick<RealStage, 'blockingCalls'>): Location | null =>
  blockingCalls().find(({ name }) => name === 'Atomics.wait')?.location ?? null;

/** @param unserved what the loop can't do meanwhile: `no desk gets an answer` */
export const stoodStill = (unserved: string) =>
  ({
    kind: 'blocked-loop',
    message: 'The main thread waited in Atomics.wait.',
    location: (place) => place,
    why: `While the main thread waits there, the event loop stands still, and ${unserved}.`,
  }) satisfies Judgement<Location>;
