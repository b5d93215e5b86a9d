import type { RealStage } from '../arena/real/stage.ts';

type Words = {
  readonly result: (value: unknown) => string;
  readonly error: (error: Error) => string;
};

/**
 * How a call ended, as a text.
 *
 * @param words for what it resolved to, and for the error that it rejected with
 * @param stage notices a promise that never settles, as nothing else can happen; absent: the promise is simply awaited
 */
export async function ending(
  call: () => Promise<unknown>,
  words: Words,
  stage?: Pick<RealStage, 'answered'>,
): Promise<string> {
  let promise: Promise<unknown>;
  try {
    promise = call();
  } catch {
    return 'an error thrown instead of a rejection';
  }
  if (stage && !(await stage.answered(promise))) return 'a promise that never settles';
  try {
    return words.result(await promise);
  } catch (error) {
    return error instanceof Error
      ? words.error(error)
      : `a rejection with a value of type ${typeof error}, which is not an Error`;
  }
}
