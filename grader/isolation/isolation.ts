import { bubblewrap } from './bubblewrap.ts';
import { podman } from './podman.ts';

/** A process to be started, and what it may see. */
export type Command = {
  readonly file: string;
  readonly args: readonly string[];
  /** All of it: nothing of the caller's own is passed on. */
  readonly env: NodeJS.ProcessEnv;
};

export type Sight = {
  /** Folders that it may read, at the places where they are. */
  readonly readable: readonly string[];
  /** Resident memory of all its processes, in MiB. */
  readonly memoryMb: number;
};

/** How the process around a learner's code is kept from everything else. */
export type Isolation = {
  readonly name: IsolationName;
  /** P: a process only. S: a sandbox of the operating system. */
  readonly tier: 'P' | 'S';
  /** The command that runs `command` inside; further descriptors pass through. */
  readonly wrap: (command: Command, sight: Sight) => Command;
};

export const isolationNames = ['none', 'bwrap', 'podman'] as const;
export type IsolationName = (typeof isolationNames)[number];

const none: Isolation = { name: 'none', tier: 'P', wrap: (command) => command };

const known: Readonly<Record<IsolationName, Isolation>> = {
  none,
  bwrap: bubblewrap,
  podman,
};

/** Passed on to the process that starts arenas. */
export const isolationVariable = 'RACELINGS_ISOLATION';

/** @throws when a process was told of one that does not exist: that must not end in none */
export const isolationFrom = (env: NodeJS.ProcessEnv): Isolation => {
  const name = env[isolationVariable] ?? 'none';
  const found = isolationNames.find((each) => each === name);
  if (found === undefined)
    throw new Error(`Expected \`${isolationVariable}\` to be ${isolationNames.join(' or ')}, got \`${name}\``);
  return known[found];
};

export const isolationCalled = (name: IsolationName): Isolation => known[name];
