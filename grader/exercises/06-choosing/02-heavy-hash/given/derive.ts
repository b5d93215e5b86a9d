import { metered } from '../../../../harness/given.ts';
import * as derive from '../starter/derive.ts';

/** The auditors' function; a branch without a phrase is as much work as any other. */
export const deriveKey = metered(derive.deriveKey, ({ id, rounds }) => ({ from: id, to: id + 1, units: rounds }));
