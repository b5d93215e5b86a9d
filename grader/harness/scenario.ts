/** The one door for scenarios: our code that calls the learner's, inside the arena. */
export { programs } from '../arena/real/programs/scenario.ts';
export { real } from '../arena/real/scenario.ts';
export type { RealStage } from '../arena/real/stage.ts';
export { tasks } from '../arena/tasks/scenario.ts';
export type { Stage as TaskStage, TaskOptions } from '../arena/tasks/scenario.ts';
export type { Layout } from '../arena/threads/memory.ts';
export { threads, threadsWith } from '../arena/threads/scenario.ts';
export type { Ended } from '../arena/threads/scenario.ts';
export type { Json } from '../arena/exploration.ts';
