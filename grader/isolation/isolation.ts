import { isolationNames, type Isolation, type IsolationName } from './backend.ts';
import { bubblewrap } from './bubblewrap.ts';
import { podman } from './podman.ts';

const none: Isolation = { name: 'none', tier: 'P', wrap: (command) => command };

const known: Readonly<Record<IsolationName, Isolation>> = {
  none,
  bwrap: bubblewrap,
  podman,
};

/** Passed on to the process that starts arenas. */
export const isolationVariable = 'RACELINGS_ISOLATION';

/** @throws when the environment names an unknown isolation: that must not mean none */
export const isolationFrom = (env: NodeJS.ProcessEnv): Isolation => {
  const name = env[isolationVariable] ?? 'none';
  const found = isolationNames.find((each) => each === name);
  if (found === undefined)
    throw new Error(`Expected \`${isolationVariable}\` to be ${isolationNames.join(' or ')}, got \`${name}\``);
  return known[found];
};

export const isolationCalled = (name: IsolationName): Isolation => known[name];
