import type { Diagnosis } from '../../../explore/classify.ts';
import { lastRound } from '../../../explore/endless.ts';
import { isOpen, type FinalState } from '../../../explore/final-state.ts';
import { hasRange, isPlain, type Operation } from '../../../explore/operation.ts';
import type { DataRace } from '../../../explore/race.ts';
import { maxEntries } from '../block/records.ts';
import { listed, type Names } from '../scenario/names.ts';
import { capitalised } from '../../../verdict/capitalised.ts';
import type { Fault } from '../../../verdict/fault.ts';

/** Texts for the faults that a run of threads shows by itself. */

type Ops = readonly { readonly op: Operation }[];

export function tooLong(): Fault {
  return {
    kind: 'livelock',
    message: 'The threads touched shared memory again and again, and were stopped before they were through.',
    why: 'The grader follows an order only this far. Whether it would have come to an end is not known.',
  };
}

/** The trace is full. That need not be an endless loop: the run may just be long. */
export function tooMuchToFollow(): Fault {
  return {
    kind: 'stuck',
    message: `The threads touched shared memory ${maxEntries.toLocaleString('en')} times in one order, and were not through.`,
    why: 'The grader follows an order only this far. Whether it would have come to an end is not known.',
  };
}

export function neverSettles(name: string): Fault {
  return {
    kind: 'deadlock',
    message: `${capitalised(name)} never finishes.`,
    why: 'It awaits a promise that nothing is left to settle.',
  };
}

/** Two threads at the same bytes, unordered. @param tears whether one may see half of what the other writes */
export function dataRace(steps: Ops, { earlier, later, kind }: DataRace, names: Names, tears: boolean): Fault {
  const ops = [earlier, later].map((index) => steps[index]?.op).filter((op) => op !== undefined);
  const place = ops.map((op) => ('byte' in op ? names.place(op) : ''))[1] ?? '';
  const accesses = ops.map((op) => ('wrote' in op ? 'writes' : 'reads'));
  const what = accesses.includes('reads') ? 'one thread writes it while another reads it' : 'two threads write it';
  return {
    kind: 'data-race',
    message: `Nothing orders the accesses to ${place}: ${what}.`,
    why: kind === 'unequal' ? unequal : `${whyRacing(ops, names)}${tears ? torn : ''}`,
  };
}

const unequal = 'Both use Atomics, but on elements of different size, so neither access is one step for the other.';
const torn = ' Elements of this kind are not copied in one piece: half of an old value and half of a new one can meet.';

/** Which of the two accesses does not use Atomics, and what the language then leaves open. */
function whyRacing(ops: readonly Operation[], names: Names): string {
  const plain = ops.filter(isPlain);
  const isWrite = (op: Operation): boolean => 'wrote' in op;
  const access = (op: Operation): string => `${names.thread(op.lane)}'s ${isWrite(op) ? 'write' : 'read'}`;
  const who = plain.length === 1 ? `${plain.map(access).join('')} does not use Atomics` : 'Neither uses Atomics';
  const read = ops.find((op) => !isWrite(op));
  const write = ops.find(isWrite);
  if (!read || !write) return `${who}, so nothing decides which of the two values stays.`;
  const named = (op: Operation): string => (plain.length === 1 && plain.includes(op) ? 'it' : access(op));
  return `${who}, so ${named(read)} can miss ${named(write)}, and can see it before what ${names.thread(write.lane)} wrote earlier.`;
}

/**
 * The fault of a run whose threads did not all end; `undefined` where there is none.
 * @param finalStates by lane
 */
export function diagnosisFault(
  steps: Ops,
  diagnosis: Diagnosis,
  finalStates: readonly FinalState[],
  names: Names,
): Fault | undefined {
  const lanes = (all: readonly number[]): string => listed(all.map((lane) => names.thread(lane)));
  const first = (all: readonly number[]): string => capitalised(lanes(all));
  const at = (index: number): string => {
    const op = steps[index]?.op;
    return op !== undefined && 'byte' in op ? names.place(op) : 'shared memory';
  };
  switch (diagnosis.kind) {
    case 'finished':
      return undefined;
    case 'deadlock':
      return {
        kind: 'deadlock',
        message: `${first(diagnosis.cycle.map(({ lane }) => lane).toSorted((a, b) => a - b))} wait for each other for ever.`,
        // A thread may also wait for the end of another, which no thread holds.
        why: diagnosis.cycle.every(({ lock }) => lock)
          ? 'Each holds what another one waits for, and none lets go.'
          : 'Each waits for the next one, in a circle.',
        evidence: diagnosis.cycle.map(
          ({ lane, holder, lock }) =>
            `${names.thread(lane)} waits for ${lock ? `${names.place(lock.place)}, which ${names.thread(holder)} holds` : `the end of ${names.thread(holder)}`}`,
        ),
      };
    case 'missed-wakeup': {
      const { ending, why } = missed[diagnosis.cause];
      const name = names.thread(diagnosis.lane);
      return {
        kind: 'missed-wakeup',
        message: `${capitalised(name)} sleeps on ${at(diagnosis.wait)} for ever: ${ending}.`,
        why: why(name),
      };
    }
    case 'insufficient-notify':
      return {
        kind: 'missed-wakeup',
        message: `${first(diagnosis.left)} ${diagnosis.left.length === 1 ? 'sleeps' : 'sleep'} on ${at(diagnosis.notify)} for ever: the notify woke only ${diagnosis.woken}.`,
        why: 'More threads slept there than were woken, and those who woke do not wake the others.',
      };
    case 'stuck-spin':
      return {
        kind: 'deadlock',
        message: `${first(diagnosis.lanes)} ${diagnosis.lanes.length === 1 ? 'spins' : 'spin'} for ever: ${nobodyElse(finalStates)} could end it.`,
        why: whereAllStand(steps, finalStates, names),
      };
    case 'hang':
      return {
        kind: 'deadlock',
        message: `${first(diagnosis.lanes)} ${diagnosis.lanes.length === 1 ? 'waits' : 'wait'} for ever: ${nobodyElse(finalStates)} could end the wait.`,
        why: whereAllStand(steps, finalStates, names),
      };
    case 'livelock':
      return {
        kind: 'livelock',
        message: `${first(diagnosis.lanes)} ${diagnosis.lanes.length === 1 ? 'repeats itself' : 'repeat themselves'} for ever.`,
        why: [
          whatRepeats(steps, diagnosis.lanes, names),
          ...whereTheyStand(steps, finalStates, names, diagnosis.lanes),
        ].join(' '),
      };
    case 'starvation':
      return {
        kind: 'starvation',
        message: `${first(diagnosis.lanes)} never ${diagnosis.lanes.length === 1 ? 'gets' : 'get'} on, while ${lanes(diagnosis.others)} ${diagnosis.others.length === 1 ? 'does' : 'do'}.`,
        why: 'Others come first again and again.',
      };
    case 'unfinished':
      return tooLong();
  }
}

/** A sentence for each thread that did not end. @param told threads that need no such sentence */
function whereTheyStand(
  steps: Ops,
  finalStates: readonly FinalState[],
  names: Names,
  told: readonly number[] = [],
): readonly string[] {
  return finalStates.flatMap((finalState, lane) =>
    isOpen(finalState) && !told.includes(lane)
      ? [`${capitalised(names.thread(lane))} ${doing(steps, finalState, lane, names)}.`]
      : [],
  );
}

/** Like `whereTheyStand`, with a sentence for the threads that ended. */
function whereAllStand(steps: Ops, finalStates: readonly FinalState[], names: Names): string {
  const ended = finalStates.flatMap(({ state }, lane) => (state === 'ended' ? [names.thread(lane)] : []));
  return [
    ...whereTheyStand(steps, finalStates, names),
    ...(ended.length > 0 ? [`${capitalised(listed(ended))} ${ended.length === 1 ? 'has' : 'have'} ended.`] : []),
  ].join(' ');
}

function doing(steps: Ops, finalState: FinalState, lane: number, names: Names): string {
  const last = steps.findLast(({ op }) => op.lane === lane)?.op;
  const notified = `waits for a notify of ${placesOf(last ? [last] : [], names)}`;
  switch (finalState.state) {
    case 'asleep':
      return notified;
    case 'parked':
      return `looks at ${distinct(finalState.looks.map((look) => names.place(look)))} again and again`;
    case 'receiving':
      return last?.kind === 'wait' ? notified : 'waits for an event that does not come';
    case 'joining':
      return `waits for the end of ${names.thread(finalState.thread)}`;
    case 'running':
    case 'ended':
    case 'unstarted':
      return `is ${finalState.state}`;
  }
}

/** What each of these threads does in the round that it repeats. */
function whatRepeats(steps: Ops, lanes: readonly number[], names: Names): string {
  return lanes
    .map((lane) => {
      const round = lastRound(steps, lane);
      // Where no thread can continue, these run only in loops that undo what they wrote.
      if (round.length === 0)
        return `${capitalised(names.thread(lane))} goes round a loop that leaves memory as it was.`;
      const [writes, looks] = [true, false].map((isWrite) =>
        placesOf(
          round.filter((op) => 'wrote' in op === isWrite),
          names,
        ),
      );
      const parts = [...(writes ? [`writes ${writes}`] : []), ...(looks ? [`looks at ${looks}`] : [])];
      return `${capitalised(names.thread(lane))} ${listed(parts)} again and again.`;
    })
    .join(' ');
}

function placesOf(ops: readonly Operation[], names: Names): string {
  return distinct(ops.flatMap((op) => (hasRange(op) ? [names.place(op)] : [])));
}

function distinct(all: readonly string[]): string {
  return listed([...new Set(all)]);
}

/** If there is only one thread, no other can be left. */
const nobodyElse = (finalStates: readonly FinalState[]): string =>
  finalStates.length === 1 ? 'there is no other thread that' : 'no other thread is left that';

const missed = {
  'asleep-too-late': {
    ending: 'it missed its wake-up',
    why: (name: string) =>
      `The notify came before ${name} slept. A notify wakes only threads that sleep at that moment; it is not kept.`,
  },
  'notified-too-early': {
    ending: 'no notify came after the last change',
    why: (name: string) => `What ${name} had looked at changed after the last notify.`,
  },
  'never-notified': {
    ending: 'no notify came after it had looked',
    why: (name: string) => `What ${name} had looked at has changed since, and no notify came after that.`,
  },
} as const;
