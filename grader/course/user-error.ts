/**
 * Something that the person at the keyboard can put right: shown as text, without a stack.
 * `help` says what to do next.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly help: string | undefined;

  constructor(message: string, help?: string, options?: ErrorOptions) {
    super(message, options);
    this.help = help;
  }
}

export const noExercises = (): UserError =>
  new UserError('There are no exercises in this clone.', '`git status` shows what is missing.');
