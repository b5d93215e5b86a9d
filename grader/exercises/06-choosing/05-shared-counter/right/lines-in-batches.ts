import type { Counter, Desk, Statistics } from './reader.ts';

/** The main thread counts; what it gets are the statuses, half a lag of them at a time. */
export function openStatistics(_memory: SharedArrayBuffer): Statistics {
  const lines = new Map<string, number>(['1', '2', '3', '4', '5'].map((digit) => [digit, 0]));
  return {
    receive(message) {
      for (const status of message as Uint16Array) {
        const digit = `${status}`.charAt(0);
        lines.set(digit, (lines.get(digit) ?? 0) + 1);
      }
    },
    current: () => Array.from(lines.values()),
  };
}

export function openCounter({ lag, report }: Desk): Counter {
  const batch = new Uint16Array(lag / 2);
  let length = 0;
  return {
    count(status) {
      batch[length++] = status;
      if (length < batch.length) return;
      report(batch);
      length = 0;
    },
    end() {
      report(batch.slice(0, length));
    },
  };
}
