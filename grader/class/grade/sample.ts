import { createHash } from 'node:crypto';
import { UserError } from '../../course/user-error.ts';

/**
 * @returns a share from 0 to 1
 * @throws {UserError} for anything but a percentage
 */
export const parseShare = (text: string): number => {
  const [, number = ''] = /^(\d+(?:\.\d+)?)%$/.exec(text) ?? [];
  const share = Number(number) / 100;
  if (number !== '' && share > 0 && share <= 1) return share;
  throw new UserError(`Expected \`--sample\` to be a percentage such as \`10%\`, got \`${text}\`.`);
};

/** Whether a key is part of a sample: the same keys each time, and on average the given share of them. */
export const isSampled = (key: string, share: number): boolean =>
  createHash('sha256').update(`sample ${key}`).digest().readUInt32BE(0) < share * 2 ** 32;
