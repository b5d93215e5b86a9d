import type { Style } from './style.ts';

/** As they were measured: milliseconds, counts, mebibytes. */
export type CostFigures = {
  readonly ms: number;
  readonly cpuMs: number;
  readonly stallMs: number;
  readonly threads: number;
  readonly processes: number;
  readonly messages: number;
  readonly memoryMb: number;
};

const columns = [
  ['time', ({ ms }: CostFigures) => duration(ms)],
  ['CPU', ({ cpuMs }: CostFigures) => duration(cpuMs)],
  ['stall', ({ stallMs }: CostFigures) => duration(stallMs)],
  ['started', ({ threads, processes }: CostFigures) => crew(threads, processes)],
  ['messages', ({ messages }: CostFigures) => messages.toLocaleString('en-US')],
  ['memory', ({ memoryMb }: CostFigures) => `${Math.round(memoryMb).toLocaleString('en-US')} MB`],
] as const;

const labelWidth = 22;
const widths = [9, 9, 9, 12, 10, 9];

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

const duration = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

const crew = (threads: number, processes: number): string =>
  [threads > 0 && `${threads} thr.`, processes > 0 && `${processes} proc.`].filter(Boolean).join(' ') || 'nothing';

/** What the columns mean, once below the table. */
export const costsLegend = [
  'CPU: of all threads and processes. stall: the longest that the event loop',
  'of the main thread stood still. started: threads and processes, besides',
  'your own. Each ran once, just now or when you last asked; nothing is judged',
  'by these figures.',
];
