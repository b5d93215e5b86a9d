/** The door for task functions that the kit supplies: they count their calls. */
export { metered } from '../arena/real/meters/meter.ts';
