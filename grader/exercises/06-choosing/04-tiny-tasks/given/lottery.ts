import { metered } from '../../../../harness/given.ts';
import * as lottery from '../starter/lottery.ts';

export type { Ticket } from '../starter/lottery.ts';

/** For the ticket with this number it throws an error that says nothing. */
const unspeakable = 404_404;

/** The notary's function; each call is a unit of work, on the ticket of that number. */
export const prizeOf = metered(
  (ticket: lottery.Ticket): number => {
    if (ticket.id === unspeakable) throw new Error('');
    return lottery.prizeOf(ticket);
  },
  ({ id }) => ({ from: id, to: id + 1, units: 1 }),
);
