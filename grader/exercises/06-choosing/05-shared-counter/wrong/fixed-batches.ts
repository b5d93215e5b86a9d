// wrong-result in "evenings do not disturb each other"
// adds up ten lines at a time, whatever lag is asked for, and that in two steps
import type { Counter, Desk, Statistics } from './reader.ts';

const bars = [0, 1, 2, 3, 4];

export function openStatistics(memory: SharedArrayBuffer): Statistics {
  const lines = new Int32Array(memory);
  return { receive() {}, current: () => bars.map((bar) => Atomics.load(lines, bar)) };
}

export function openCounter({ memory }: Desk): Counter {
  const lines = new Int32Array(memory);
  let kept = bars.map(() => 0);
  let count = 0;
  return {
    count(status) {
      kept[Math.floor(status / 100) - 1]! += 1;
      count += 1;
      if (count % 10 > 0) return;
      for (const bar of bars) Atomics.store(lines, bar, Atomics.load(lines, bar) + kept[bar]!);
      kept = bars.map(() => 0);
    },
    end() {
      for (const bar of bars.filter((each) => kept[each]! > 0)) Atomics.add(lines, bar, kept[bar]!);
    },
  };
}
