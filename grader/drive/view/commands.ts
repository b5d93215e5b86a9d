import { isLost, keysOf, type DriveState } from './state.ts';

/** What a drive can be asked for. */
export type Command =
  /** An index into the next steps. */
  | { readonly kind: 'step'; readonly index: number }
  | { readonly kind: 'undo' | 'restart' | 'finish' | 'lost' | 'reload' }
  | { readonly kind: 'scenario'; readonly scenario: string };

/**
 * What a key asks for, in the terminal and on the page.
 * @returns a sentence if the command cannot be carried out now; `undefined` for a key that means nothing
 */
export const commandOf = (state: DriveState, key: string): Command | string | undefined => {
  const { taken, ending, scenario, scenarios } = state;
  if (/^[1-9]\d*$/.test(key)) return stepOf(state, Number(key));
  switch (key) {
    case 'u':
    case 'backspace':
      return taken === 0 ? 'No step was taken yet.' : { kind: 'undo' };
    case 'U':
      return { kind: 'restart' };
    case 'a':
      return ending ? 'The run is over.' : { kind: 'finish' };
    case 'g':
      return whyNotLost(state) ?? { kind: 'lost' };
    case 's': {
      const next = scenarios[(scenarios.indexOf(scenario) + 1) % scenarios.length] ?? scenario;
      return scenarios.length === 1 ? 'This is the only scenario.' : { kind: 'scenario', scenario: next };
    }
    case 'r':
      return { kind: 'reload' };
    default:
      return undefined;
  }
};

const stepOf = (state: DriveState, key: number): Command | string => {
  const index = keysOf(state).indexOf(key);
  const lane = state.lanes[key - 1];
  if (index >= 0) return { kind: 'step', index };
  if (state.ending) return 'The run is over. u takes the last step back, U starts again.';
  if (!lane) return `There is no step ${key}.`;
  return `${lane.name} ${lane.state === 'ended' ? 'has ended' : (lane.why ?? 'cannot go on')}.`;
};

const whyNotLost = ({ possible, ending }: DriveState): string | undefined => {
  if (ending) return 'The run is over.';
  if (isLost(possible)) return 'It can no longer be saved: all orders from here go wrong.';
  if (possible.wrong === 0) return 'No order from here is known to go wrong.';
  return possible.complete ? undefined : 'Not all orders were tried, so nobody knows where it can no longer be saved.';
};
