import { metered } from '../../../../harness/given.ts';
import * as lottery from '../starter/lottery.ts';

/** The notary's function; each call is a unit of work, on the ticket of that number. */
export const prizeOf = metered(lottery.prizeOf, ({ id }) => ({ from: id, to: id + 1, units: 1 }));
