import { expect, it } from 'vitest';
import { costsLegend, costsTable, type CostFigures } from '../../report/costs.ts';
import pc from 'picocolors';

const costs: CostFigures = {
  ms: 41_234,
  cpuMs: 999.6,
  busiestMs: 900,
  stallMs: 0.4,
  memoryMb: 58.2,
  threads: 0,
  processes: 0,
  messages: 0,
  copiedBytes: 0,
};
const many: CostFigures = {
  ...costs,
  memoryMb: 12_345,
  threads: 4,
  processes: 300,
  messages: 1_234_567,
  copiedBytes: 123_456_789,
};

const style = { width: 80, ascii: false, colors: pc.createColors(false) };

it('tells what the work took, in 80 columns', () => {
  const { head, row } = costsTable('effort', style);
  const { busiestMs: _, ...untold } = many;
  expect([
    head,
    row('loop, in turns', costs),
    row('a process a request', untold),
    row('your files', 'does not compile'),
  ]).toEqual([
    '                          time       CPU   busiest     stall    memory',
    'loop, in turns          41.2 s     1.0 s    900 ms      0 ms     58 MB',
    'a process a request     41.2 s     1.0 s         -      0 ms     12 GB',
    'your files            does not compile',
  ]);
});

it('tells by what means it was done, in 80 columns', () => {
  const { head, row } = costsTable('means', style);
  const few = { ...costs, copiedBytes: 12_345 };
  expect([head, row('loop, in turns', costs), row('2 threads', few), row('a process a request', many)]).toEqual([
    '                       threads  processes   messages   buffers   a crash ends',
    'loop, in turns               0          0          0       0 B            all',
    '2 threads                    0          0          0     12 kB            all',
    'a process a request          4        300  1,234,567  123.5 MB      a process',
  ]);
});

it('explains itself in 80 columns', () => {
  expect(costsLegend.every((line) => line.length <= 80)).toBe(true);
});
