import { createHash } from 'node:crypto';
import { UserError } from '../../course/user-error.ts';

/** One of several parts of a class; `index` counts from 1. */
export type Shard = { readonly index: number; readonly of: number };

/** @throws {UserError} for anything but `i/n` with i from 1 to n */
export const parseShard = (text: string): Shard => {
  const [, index = '', of = ''] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  if (shard.index >= 1 && shard.index <= shard.of) return shard;
  throw new UserError(`Expected \`--shard\` to be such as \`2/8\`, got \`${text}\`.`);
};

/** By the learner's id alone: adding learners moves nobody to another shard. */
export const isIn = (learner: string, { index, of }: Shard): boolean =>
  createHash('sha256').update(learner).digest().readUInt32BE(0) % of === index - 1;
