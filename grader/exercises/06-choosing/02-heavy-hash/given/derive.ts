import { metered } from '../../../../harness/given.ts';
import * as derive from '../starter/derive.ts';

export type { Branch } from '../starter/derive.ts';

/** For a branch with this phrase it throws an error that says nothing. */
const unspeakable = '…';

/** The auditors' function; a branch that it throws for is as much work as any other. */
export const deriveKey = metered(
  (branch: derive.Branch): string => {
    if (branch.phrase === unspeakable) throw new Error('');
    return derive.deriveKey(branch);
  },
  ({ id, rounds }) => ({ from: id, to: id + 1, units: rounds }),
);
