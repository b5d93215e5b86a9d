/*
 * Stacks as an attempt sees them: its own frames and Node's, none of the kit's. Our frames would show how an attempt
 * is run, and V8 hands the functions in a stack to any code that formats it.
 */

type Frame = Pick<NodeJS.CallSite, 'getFileName'> & { readonly toString: () => string };

const whole = new WeakMap<object, string>();
const { toString } = Error.prototype;

/** Takes effect now. Call it before the lockdown, which makes it final. */
export function hideOwnFrames(isOwn: (file: string) => boolean): void {
  const format = (error: Error, frames: readonly Frame[]): string => {
    const lines = frames.map((frame) => ({ text: `\n    at ${frame.toString()}`, file: frame.getFileName() ?? '' }));
    const title = titleOf(error);
    whole.set(error, title + lines.map(({ text }) => text).join(''));
    const shown = lines.filter(({ file }) => file === '' || !isOwn(file));
    return title + shown.map(({ text }) => text).join('');
  };
  Object.defineProperty(Error, 'prepareStackTrace', { value: format, enumerable: true });
}

/** The stack with the frames of the kit in it. */
export function wholeStack(error: Error): string {
  const { stack = error.message } = error;
  return whole.get(error) ?? stack;
}

function titleOf(error: Error): string {
  try {
    return Reflect.apply(toString, error, []);
  } catch {
    return 'Error';
  }
}
