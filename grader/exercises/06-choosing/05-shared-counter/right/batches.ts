import type { Counter, Desk, Statistics } from './reader.ts';

const bars = 5;
const none = (): number[] => Array.from({ length: bars }, () => 0);

/** Adds up what the workers have added up. */
export function openStatistics(_memory: SharedArrayBuffer): Statistics {
  const lines = none();
  return {
    receive(message) {
      for (const [bar, more] of (message as number[]).entries()) lines[bar]! += more;
    },
    current: () => [...lines],
  };
}

export function openCounter({ lag, report }: Desk): Counter {
  let lines = none();
  let kept = 0;
  const send = (): void => {
    if (kept === 0) return;
    report(lines);
    lines = none();
    kept = 0;
  };
  return {
    count(status) {
      lines[Math.floor(status / 100) - 1]! += 1;
      kept += 1;
      if (kept >= lag) send();
    },
    end: send,
  };
}
