/** 0: passed, or done as asked. 1: not passed. 2: wrong use, or our fault. */
export type ExitCode = 0 | 1 | 2;

/** What a command may use of the process around it. */
export type Context = {
  /** The clone: the folder with `package.json`. */
  readonly root: string;
  readonly stdin: typeof process.stdin;
  readonly stdout: typeof process.stdout;
  readonly stderr: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
  /** Aborts when the program should end; everything that was started must then be ended. */
  readonly signal: AbortSignal;
};

export type Command = {
  /** Shown for `--help`; ends without a line break. */
  readonly help: string;
  /** The command's parts have help of their own: `--help` after one of them is for that part to answer. */
  readonly answersHelp?: true;
  /** @throws {UserError} for wrong use */
  readonly run: (args: readonly string[], context: Context) => Promise<ExitCode>;
};
