import type { Conditions } from './conditions.ts';

/**
 * An error with an empty message is still an error: code that tests the message instead of the error loses it.
 *
 * @param run `threw`: whether the task was called and threw; `end`: how the learner's call ended, which for such an
 * error is `an Error: `
 * @param task name of the task that threw: `deriveKey`
 */
export async function muteErrorArrives(
  run: Conditions<{ readonly threw: boolean; readonly end: string }>,
  task: string,
): Promise<void> {
  await run.never(({ threw, end }) => threw && end !== 'an Error: ' && { end }, {
    kind: 'wrong-result',
    message: `${task} threw an Error with an empty message, and the promise did not reject with one like it.`,
    expected: 'an Error with an empty message',
    got: ({ end }) => end,
  });
}
