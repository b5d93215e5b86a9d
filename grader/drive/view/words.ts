import { counted } from '../../verdict/counted.ts';
import { isLost, keysOf, type DriveState, type LostAt, type Possible } from './state.ts';

/** The sentences of a drive. Each must be true of any exercise and any attempt. */

/** How many orders can still follow, and how many of them go wrong. */
export const possibleText = ({ possible, taken, ending }: DriveState): string => {
  const { orders, wrong, complete } = possible;
  if (ending) return `After ${counted(taken, 'step')} the run is over.`;
  if (!complete) return triedText(possible);
  const from = taken === 0 ? '' : 'From here, ';
  if (orders === 0) return 'No order that was counted goes on like this.';
  if (orders === 1) return `One order is left, and it ${wrong === 1 ? 'goes wrong' : 'ends well'}.`;
  if (wrong === 0) return `${from === '' ? 'N' : `${from}n`}one of the ${counted(orders, 'order')} goes wrong.`;
  if (isLost(possible)) return `${from === '' ? 'A' : `${from}a`}ll ${counted(orders, 'order')} go wrong.`;
  const verb = wrong === 1 ? 'goes' : 'go';
  return `${from}${wrong.toLocaleString('en-US')} of ${counted(orders, 'order')} ${verb} wrong.`;
};

const triedText = ({ orders, wrong }: Possible): string =>
  orders === 0
    ? 'How many orders are left is not known, as not all were tried.'
    : `${wrong.toLocaleString('en-US')} of ${counted(orders, 'tried order')} ${wrong === 1 ? 'goes' : 'go'} wrong (not all were tried).`;

/** Where the run was decided, if it was. */
export const lostText = (lost: LostAt | undefined): string | undefined => {
  if (lost === undefined) return undefined;
  const { orders, wrong } = lost.before;
  const well = orders - wrong;
  const others = well === 1 ? 'one order still ended' : `${well.toLocaleString('en-US')} orders still ended`;
  return `Your step ${lost.step} was the point of no return: before it, ${others} well.`;
};

/** How a run that no check objects to ended. */
export const wellText = ({ start }: DriveState): string => {
  const { orders, wrong, complete } = start;
  if (!complete) return 'This order ends well. Not all orders were tried, so others may not.';
  if (wrong === 0)
    return orders === 1
      ? 'It ends well, and it is the only order.'
      : `This order ends well, as all ${orders.toLocaleString('en-US')} do.`;
  const well = orders - wrong;
  const which = well === 1 ? 'the only one that does' : `one of the ${well.toLocaleString('en-US')} that do`;
  return `This order ends well: ${which}, of ${orders.toLocaleString('en-US')}. u goes back, U to the start.`;
};

/** @param of whose orders they are; absent: the context makes that plain */
export const tryingText = (orders: number, of = ''): string =>
  `Trying all orders${of === '' ? '' : ` of ${of}`} …${orders === 0 ? '' : ` ${orders.toLocaleString('en-US')}`}`;

/** What fails although no order does. */
export const unseenText = ({ unseen, taken, ending }: DriveState): string | undefined =>
  unseen === undefined || (taken > 0 && !ending)
    ? undefined
    : `But a check that looks at all of them together fails: ${unseen}`;

/** Shared values, one after the other; empty if nothing is shared. */
export const sharedText = ({ memory }: DriveState): string =>
  memory.map(({ name, value }) => `${name} = ${value === '' ? 'nothing' : value}`).join(', ');

/** While only the first digits of a number have been typed. */
export const begunText = (digits: string): string => `Step ${digits}: go on with its number, or press Enter.`;

export const changedText =
  'Your files have changed. This is still the code from before: r starts again with the new one.';

export type LaneText = {
  /** The keys that take one of its steps, with what that would do. */
  readonly steps: readonly { readonly key: number; readonly text: string; readonly place?: string }[];
  readonly name: string;
  /** Why the lane has no step to take. */
  readonly why?: string;
  /** `deposit.ts:13` */
  readonly place?: string;
  readonly location?: { readonly file: string; readonly line: number };
};

/** What is said of each lane, and of the steps that two of them take in one turn. */
export const laneTexts = (
  state: DriveState,
): { readonly lanes: readonly LaneText[]; readonly pairs: LaneText['steps'] } => {
  const keys = keysOf(state);
  const all = state.next.map((step, index) => ({ ...step, key: keys[index] ?? 0 }));
  const lanes = state.lanes.map(({ name, state: standing, why, location }, index): LaneText => {
    const steps = all.filter(({ lane, both }) => lane === index && !both);
    const place = placeText(location);
    return {
      name,
      steps: steps.map(({ key, text, location: own }) => {
        const elsewhere = placeText(own);
        return {
          key,
          text: `would ${text}`,
          ...(elsewhere !== undefined && elsewhere !== place && { place: elsewhere }),
        };
      }),
      ...(steps.length === 0 && { why: standing === 'ended' ? 'has ended' : (why ?? 'cannot go on') }),
      ...(place !== undefined && { place }),
      ...(location && { location }),
    };
  });
  const pairs = all.flatMap(({ key, text, both }) => {
    const [first, second] = (both ?? []).map((index) => state.lanes[state.next[index]?.lane ?? 0]?.name);
    if (first === undefined || second === undefined) return [];
    if (first === second) return [{ key, text: `${first} would ${text}` }];
    return [{ key, text: `${first} and ${second} would get their answers in one turn, ${first} first` }];
  });
  return { lanes, pairs };
};

const placeText = (location: LaneText['location']): string | undefined =>
  location && `${location.file}:${location.line}`;

export const keyTable: readonly (readonly [key: string, does: string])[] = [
  ['1-9', 'let this one take its next step'],
  ['u', 'take the last step back'],
  ['U', 'start again'],
  ['a', 'let all the rest run by itself'],
  ['g', 'go to where it can no longer be saved: all orders from there go wrong'],
  ['s', 'another scenario of the exercise'],
  ['r', 'start again with the files as they are now'],
  ['↑ ↓', 'scroll (also j and k)'],
  ['?', 'this help'],
  ['q', 'leave (also Esc)'],
];

export const helpTexts = [
  'Your own attempt stands before its first step. You say who goes next; between two steps nobody else runs.',
  'Orders that differ only by steps which have nothing to do with each other are one order, as in the verdict. So a step can leave the number as it is.',
  'An order goes wrong when a check of the exercise rejects how it ends.',
];
