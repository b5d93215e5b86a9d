/** The door for what the kit supplies: task functions count their calls, and programs report their results. */
export { metered } from '../arena/real/meters/meter.ts';
export { tell } from '../arena/real/programs/telling.ts';
