import type { DataRace } from '../../../explore/race.ts';
import { hasRange, overlaps, type Operation } from '../../../explore/operation.ts';
import type { Names } from '../scenario/names.ts';
import type { Entry } from '../block/records.ts';

/** An operation in one line, with what it read and wrote: a call of `Atomics`, or else an ordinary access. */
export function textOf(entry: Entry, names: Names): string {
  const { op, verb = '', operand } = entry;
  const name = 'byte' in op ? names.place(op) : '';
  switch (op.kind) {
    case 'load':
      if (verb === 'refused') return `waitAsync(${name}, ${operand}) is refused`;
      return op.order === 'plain' ? `read ${name} → ${op.read}` : `load(${name}) → ${op.read}`;
    case 'store':
      return op.order === 'plain' ? `write ${name} ← ${op.wrote}` : `store(${name}, ${op.wrote})`;
    case 'rmw':
      return verb === '' ? `grow ${name} to ${operand}` : `${verb}(${name}, ${operand}) → ${op.read}`;
    case 'cas':
      return `compareExchange(${name}, ${operand}, ${op.wrote}) ✓`;
    case 'cas-failed':
      return `compareExchange(${name}, ${operand}, …) ✗ it is ${op.read}`;
    case 'wait':
      return isPromised(entry) ? `waitAsync(${name}, ${op.read}) waits` : `wait(${name}, ${op.read}) sleeps`;
    case 'wait-not-equal':
      return operand === op.read
        ? `wait(${name}, ${operand}, 0) times out`
        : `wait(${name}, ${operand}) ✗ it is ${op.read}`;
    case 'notify':
      return `notify(${name}) → woke ${op.woken}`;
    case 'notify-none':
      return `notify(${name}) → woke 0`;
    case 'timeout':
      return `${isPromised(entry) ? 'waitAsync' : 'wait'}(${name}) times out`;
    case 'spawn':
      if (verb === 'refused') return 'postMessage is refused';
      return verb === 'wake' ? 'wakes up' : 'starts';
    case 'post':
      return verb === 'close' ? `closes ${names.channel(op.port)}` : `postMessage to ${names.channel(op.port)}`;
    case 'deliver':
      return verb === 'close' ? `${names.channel(op.port)} was closed` : `message from ${names.channel(op.port)}`;
    case 'mark':
    case 'exit':
    case 'join':
      return op.kind;
  }
}

/** Whether a promise waits here, while its thread continues. */
export function isPromised({ op, actor, waiter = actor }: Entry): boolean {
  return (op.kind === 'wait' || op.kind === 'timeout') && waiter !== op.lane;
}

/** Says that nothing orders this access and another thread's. */
export function raceNote(
  entries: readonly Entry[],
  index: number,
  names: Names,
  race: DataRace | undefined,
): string | undefined {
  if (index !== race?.earlier && index !== race?.later) return undefined;
  const rival = entries[index === race.earlier ? race.later : race.earlier]?.op;
  return rival && `races with ${names.thread(rival.lane)}'s ${writes(rival) ? 'write' : 'read'}`;
}

/** Says that a write is based on a read before another thread's write. */
export function noteOn(entries: readonly Entry[], index: number, names: Names): string | undefined {
  const op = entries[index]?.op;
  if (op?.kind !== 'store') return undefined;
  const isIn = ({ op: other }: Entry): boolean => hasRange(other) && overlaps(other, op);
  const before = entries.slice(0, index);
  const touched = before.findLastIndex((entry) => entry.op.lane === op.lane && isIn(entry));
  const written = before.findLastIndex((entry) => entry.op.lane !== op.lane && writes(entry.op) && isIn(entry));
  if (before[touched]?.op.kind !== 'load' || written < touched) return undefined;
  return `overwrites ${names.thread(before[written]?.op.lane ?? -1)}'s write`;
}

function writes(op: Operation): boolean {
  return 'wrote' in op;
}
