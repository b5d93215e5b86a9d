import type { Style } from './style.ts';

/** As they were measured: milliseconds, counts, mebibytes. */
export type CostFigures = {
  readonly ms: number;
  readonly cpuMs: number;
  /** For how long the main thread's event loop stood still, at most. */
  readonly stallMs: number;
  /** Started in all. */
  readonly threads: number;
  readonly processes: number;
  readonly messages: number;
  /** At its peak; of processes as much as the largest one had, times how many there were at once. */
  readonly memoryMb: number;
};

const columns = [
  ['time', ({ ms }: CostFigures) => duration(ms)],
  ['CPU', ({ cpuMs }: CostFigures) => duration(cpuMs)],
  ['stall', ({ stallMs }: CostFigures) => duration(stallMs)],
  ['threads', ({ threads }: CostFigures) => count(threads)],
  ['processes', ({ processes }: CostFigures) => count(processes)],
  ['messages', ({ messages }: CostFigures) => count(messages)],
  ['memory', ({ memoryMb }: CostFigures) => memory(memoryMb)],
] as const;

const labelWidth = 20;
const widths = [8, 8, 8, 8, 10, 10, 8];

export const costsHead = ({ colors }: Style): string =>
  colors.bold(
    row(
      '',
      columns.map(([title]) => title),
    ),
  );

/** @param costs figures, or a few words where there are none */
export const costsRow = (label: string, costs: CostFigures | string): string =>
  typeof costs === 'string'
    ? `${label.padEnd(labelWidth)}  ${costs}`
    : row(
        label,
        columns.map(([, text]) => text(costs)),
      );

const row = (label: string, cells: readonly string[]): string =>
  label.padEnd(labelWidth) + cells.map((cell, index) => cell.padStart(widths[index] ?? 0)).join('');

const duration = (ms: number): string => (ms < 999.5 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

const count = (things: number): string => things.toLocaleString('en-US');

const memory = (mb: number): string => (mb < 9999.5 ? `${Math.round(mb)} MB` : `${Math.round(mb / 1024)} GB`);

/** What the columns mean, once below the table. */
export const costsLegend = [
  'CPU: of all threads and processes. stall: the longest that the event loop',
  'of the main thread stood still. threads, processes: started, besides the main',
  'ones. memory: at its peak; of child processes, what the largest had, times the',
  'most that ran at once. Each answer ran once, just now or when you asked before;',
  'nothing is judged by these figures.',
];
