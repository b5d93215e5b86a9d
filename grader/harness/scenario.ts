/** The one door for scenarios: our code that calls the learner's, inside the arena. */
export { family } from '../arena/common/family.ts';
export { programs } from '../arena/real/programs/scenario.ts';
export { real } from '../arena/real/scenario.ts';
export type { RealStage } from '../arena/real/stage.ts';
export { tasks } from '../arena/tasks/scenario/scenario.ts';
export type { Stage as TaskStage } from '../arena/tasks/scenario/scenario.ts';
export type { TaskOptions } from '../arena/tasks/run/task.ts';
export type { Layout } from '../arena/threads/scenario/memory.ts';
export { arrangement, threads, threadsWith } from '../arena/threads/scenario/scenario.ts';
export type { Aftermath, Thread } from '../arena/threads/scenario/scenario.ts';
export type { Json } from '../arena/common/exploration.ts';
export { awake, busy } from './sleepers.ts';
export { endTogether, listenersOn, over, running } from './children.ts';
export { ending } from './ending.ts';
export { inWords } from './in-words.ts';
export { heldSince, staff } from './staff.ts';
export { stoodStillAt } from './stood-still.ts';
export { watchTimerTurns } from './timer-turns.ts';
