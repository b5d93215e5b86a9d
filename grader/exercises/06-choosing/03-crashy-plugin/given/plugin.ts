import { metered } from '../../../../harness/given.ts';
import * as plugins from '../starter/plugin.ts';

const mostMb = 256;
const numbersPerMb = 125_000;

/**
 * The same as the plugin that the learner sees, so that it ends in the hands of a program that does not end it: it
 * sleeps for ever where that one loops, and takes no more memory than it must. And it may return an empty text or a long
 * one, keep its process alive when it has returned, and throw what has no message.
 */
function misbehave(text: string): string {
  const [word] = text.split(' ');
  if (word === 'deaf') process.on('SIGTERM', () => {});
  if (word === 'loop' || word === 'deaf') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  if (word === 'stays') setInterval(() => {}, 60_000);
  if (word === 'empty') return '';
  if (word === 'long') return 'a'.repeat(900_000);
  if (word === 'blank') throw new Error('');
  if (word === 'nothing') throw undefined;
  if (word !== 'memory') return plugins.plugin(text);
  const taken: number[][] = [];
  while (taken.length < mostMb) taken.push(Array.from({ length: numbersPerMb }, (_, index) => index + 0.5));
  return `it was given ${taken.length} MB`;
}

/** A text has a number at its end. */
export const plugin = metered(misbehave, (text) => {
  const number = Number(/\d*$/.exec(text)?.[0] ?? 0);
  return { from: number, to: number + 1, units: 1 };
});
