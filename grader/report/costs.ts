import type { Style } from './style.ts';

/** As they were measured: milliseconds, counts, bytes, mebibytes. */
export type CostFigures = {
  readonly ms: number;
  /** Of all threads and processes. */
  readonly cpuMs: number;
  /** CPU time of the busiest thread, or of the busiest child process; absent where the system does not say. */
  readonly busiestMs?: number;
  /** Longest time for which the main thread's event loop stood still. */
  readonly stallMs: number;
  /** Peak of the main process, plus that of the largest child process times the most children alive at once. */
  readonly memoryMb: number;
  /** Started in all. */
  readonly threads: number;
  readonly processes: number;
  readonly messages: number;
  /** Bytes of the strings and buffers that were copied in these messages. */
  readonly copiedBytes: number;
};

type Column = readonly [title: string, width: number, text: (costs: CostFigures) => string];

const tables = {
  effort: [
    ['time', 10, ({ ms }) => duration(ms)],
    ['CPU', 10, ({ cpuMs }) => duration(cpuMs)],
    ['busiest', 10, ({ busiestMs }) => (busiestMs === undefined ? '-' : duration(busiestMs))],
    ['stall', 10, ({ stallMs }) => duration(stallMs)],
    ['memory', 10, ({ memoryMb }) => memory(memoryMb)],
  ],
  means: [
    ['threads', 10, ({ threads }) => count(threads)],
    ['processes', 11, ({ processes }) => count(processes)],
    ['messages', 11, ({ messages }) => count(messages)],
    ['buffers', 10, ({ copiedBytes }) => bytes(copiedBytes)],
    ['a crash ends', 15, ({ processes }) => (processes > 0 ? 'a process' : 'all')],
  ],
} as const satisfies Readonly<Record<string, readonly Column[]>>;

const labelWidth = 20;

/** What the work took (`effort`), or the means by which it was done (`means`): one line per answer. */
export const costsTable = (
  table: keyof typeof tables,
  { colors }: Style,
): {
  readonly head: string;
  /** @param costs figures, or a few words where there are none */
  readonly row: (label: string, costs: CostFigures | string) => string;
} => {
  const columns: readonly Column[] = tables[table];
  const line = (label: string, cell: (column: Column) => string): string =>
    label.padEnd(labelWidth) + columns.map((column) => cell(column).padStart(column[1])).join('');
  return {
    head: colors.bold(line('', ([title]) => title)),
    row: (label, costs) =>
      typeof costs === 'string' ? `${label.padEnd(labelWidth)}  ${costs}` : line(label, ([, , text]) => text(costs)),
  };
};

const duration = (ms: number): string => (ms < 999.5 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

const count = (things: number): string => things.toLocaleString('en-US');

const memory = (mb: number): string => (mb < 9999.5 ? `${Math.round(mb)} MB` : `${Math.round(mb / 1024)} GB`);

const bytes = (all: number): string => {
  if (all < 1000) return `${all} B`;
  return all < 999_500 ? `${Math.round(all / 1000)} kB` : `${(all / 1e6).toFixed(1)} MB`;
};

/** What the columns mean, once below the tables. */
export const costsLegend = [
  'CPU: CPU time of all threads and processes. busiest: CPU time of the busiest of',
  'them; more cores cannot make the work faster than that. stall: the longest time',
  "that the main thread's event loop stood still. memory: at its peak; for child",
  'processes, that of the largest, times the most that ran at once. threads,',
  'processes: how many were started, besides the main ones. buffers: how many bytes',
  'of buffers and strings the messages copied. a crash ends: the whole program,',
  'wherever it happens, or only the child process it happens in. Each answer ran',
  'once, just now or when you last asked; these figures decide no verdict.',
];
