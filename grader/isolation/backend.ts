/** A process to be started, and what it may see. */
export type Command = {
  readonly file: string;
  readonly args: readonly string[];
  /** The whole environment: nothing of the caller's own is passed on. */
  readonly env: NodeJS.ProcessEnv;
};

export type Sight = {
  /** Folders that the process may read, at their own paths. */
  readonly readable: readonly string[];
  /** Resident memory of all its processes, in MiB. */
  readonly memoryMb: number;
};

export const isolationNames = ['none', 'bwrap', 'podman'] as const;
export type IsolationName = (typeof isolationNames)[number];

/** How the process around a learner's code is kept from everything else. */
export type Isolation = {
  readonly name: IsolationName;
  /** P: a process only. S: a sandbox of the operating system. */
  readonly tier: 'P' | 'S';
  /** The command that runs `command` inside; further descriptors pass through. */
  readonly wrap: (command: Command, sight: Sight) => Command;
};
