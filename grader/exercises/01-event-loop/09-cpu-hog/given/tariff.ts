import { metered } from '../../../../harness/given.ts';
import * as tariff from '../starter/tariff.ts';

/** The accountants' function; each call is a unit of work, on the trip of that id. */
export const priceOf = metered(tariff.priceOf, ({ id }) => ({ from: id, to: id + 1, units: 1 }));
