import { nativeAtomics } from '../../common/native-atomics.ts';
import { historyAt, type RaceBlock } from './block.ts';

/*
 * The latest accesses to shared memory, by words of eight bytes. A small buffer has a slot for each of its
 * words; words of a large one share slots, and the newer word takes the slot: a race between distant accesses
 * to large memory may be missed, but the history never grows.
 */

const wordBytes = 8;
const slots = 16_384;
/** The most slots of one buffer: 32 KiB are watched without a gap. */
const slotsOfBuffer = 4096;

/** A slot: its lock, the word that it is about, the entry that is overwritten next, and the entries. */
const lockAt = 0;
const tagAt = 1;
const oldestAt = 2;
const entriesAt = 3;
const entries = 8;
/** An entry: what was done by whom (0: nothing), in which epoch of that thread, at which site. */
const entryWords = 3;
const slotWords = entriesAt + entries * entryWords;

export const historyWords = slots * slotWords;

/** Bits of an entry's first word; the lowest eight are the bytes of the word that were touched. */
const bytesMask = 0xff;
const atomicBit = 0x100;
const writeBit = 0x200;
const threadShift = 10;

/** Marks a lock whose holder was terminated: no thread waits for it any more, and its slot is not used. */
const deadLock = -1;
const spins = 1000;
const patienceMs = 3000;

/** Where in the history a buffer has its slots. */
export type Slots = { readonly first: number; readonly count: number };

/** What an access is; `plain`: without `Atomics`. */
export type AccessKind = 'plain read' | 'plain write' | 'atomic read' | 'atomic write';

const bitsOf = {
  'plain read': 0,
  'plain write': writeBit,
  'atomic read': atomicBit,
  'atomic write': atomicBit | writeBit,
} as const satisfies Record<AccessKind, number>;

/** Takes slots for a buffer; once they are used up, a buffer gets none and is not watched. */
export function takeSlots(block: RaceBlock, bytes: number): Slots {
  const wanted = Math.min(Math.ceil(bytes / wordBytes), slotsOfBuffer);
  const first = block.add('nextSlot', wanted);
  return { first, count: Math.max(0, Math.min(wanted, slots - first)) };
}

/** Records an access to bytes of a buffer, and reports the race if one of the latest did not happen before it. */
export function noteAccess(
  block: RaceBlock,
  where: Slots,
  byte: number,
  size: number,
  kind: AccessKind,
  site: number,
): void {
  if (where.count === 0 || block.isBlind) return;
  const bits = bitsOf[kind] | (block.thread << threadShift);
  // More words than there are slots would only take each other's slots.
  const last = byte + Math.min(size, where.count * wordBytes);
  for (let start = byte; start < last;) {
    const word = Math.floor(start / wordBytes);
    const end = Math.min(last, (word + 1) * wordBytes);
    const touched = ((1 << (end - start)) - 1) << (start % wordBytes);
    noteInWord(block, where, word, bits | touched, site);
    start = end;
  }
}

function noteInWord(block: RaceBlock, { first, count }: Slots, word: number, what: number, site: number): void {
  const { memory } = block;
  const slot = historyAt + (first + (word % count)) * slotWords;
  if (!lock(block, slot)) return;
  if (memory[slot + tagAt] !== word) {
    memory.fill(0, slot + tagAt, slot + slotWords);
    memory[slot + tagAt] = word;
  }
  const entry = compare(block, slot, what, site);
  memory[entry] = what;
  memory[entry + 1] = block.clock[block.thread] ?? 0;
  memory[entry + 2] = site;
  nativeAtomics.compareExchange(memory, slot + lockAt, block.thread + 1, 0);
}

/** Compares an access with those in the slot. @returns where its own entry goes */
function compare(block: RaceBlock, slot: number, what: number, site: number): number {
  const { memory, clock, thread } = block;
  let own = 0;
  for (let index = 0; index < entries; index += 1) {
    const entry = slot + entriesAt + index * entryWords;
    const other = memory[entry] ?? 0;
    if (other === 0) {
      own ||= entry;
      continue;
    }
    const otherThread = other >> threadShift;
    if (otherThread === thread || (memory[entry + 1] ?? 0) <= (clock[otherThread] ?? 0)) {
      // The other access happened before, and whatever races with it later races with this access, too.
      if (covers(what, other)) {
        memory[entry] = 0;
        own ||= entry;
      }
    } else if (conflict(what, other)) {
      block.report(
        { site, wrote: (what & writeBit) !== 0 },
        { site: memory[entry + 2] ?? 0, wrote: (other & writeBit) !== 0 },
      );
    }
  }
  if (own !== 0) return own;
  const oldest = memory[slot + oldestAt] ?? 0;
  memory[slot + oldestAt] = (oldest + 1) % entries;
  return slot + entriesAt + oldest * entryWords;
}

/** Whether two accesses share a byte, one writes, and one is plain. */
function conflict(what: number, other: number): boolean {
  return (what & other & bytesMask) !== 0 && ((what | other) & writeBit) !== 0 && (what & other & atomicBit) === 0;
}

/** Whether an access conflicts with all that an earlier one conflicts with. */
function covers(what: number, other: number): boolean {
  const sameBytes = (other & bytesMask & ~what) === 0;
  const writesToo = (other & writeBit & ~what) === 0;
  const plainToo = (what & atomicBit & ~other) === 0;
  return sameBytes && writesToo && plainToo;
}

function lock(block: RaceBlock, slot: number): boolean {
  const { memory, thread } = block;
  for (let tries = 0; ; tries += 1) {
    const holder = nativeAtomics.compareExchange(memory, slot + lockAt, 0, thread + 1);
    if (holder === 0) return true;
    if (holder === deadLock) return false;
    if (tries < spins) continue;
    nativeAtomics.wait(memory, slot + lockAt, holder, 1);
    if (tries < spins + patienceMs) continue;
    nativeAtomics.compareExchange(memory, slot + lockAt, holder, deadLock);
    return false;
  }
}
