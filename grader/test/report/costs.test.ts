import { expect, it } from 'vitest';
import { costsHead, costsLegend, costsRow, type CostFigures } from '../../report/costs.ts';
import pc from 'picocolors';

const costs: CostFigures = {
  ms: 41_234,
  cpuMs: 999.6,
  stallMs: 0.4,
  threads: 0,
  processes: 0,
  messages: 0,
  memoryMb: 58.2,
};

it('is a table of 80 columns', () => {
  const lines = [
    costsHead({ width: 80, ascii: false, colors: pc.createColors(false) }),
    costsRow('loop, in turns', costs),
    costsRow('a process a request', { ...costs, threads: 4, processes: 300, messages: 1_234_567, memoryMb: 12_345 }),
    costsRow('your files', 'not done after 60 s'),
  ];
  expect(lines).toEqual([
    '                        time     CPU   stall threads processes  messages  memory',
    'loop, in turns        41.2 s   1.0 s    0 ms       0         0         0   58 MB',
    'a process a request   41.2 s   1.0 s    0 ms       4       300 1,234,567   12 GB',
    'your files            not done after 60 s',
  ]);
  expect(costsLegend.every((line) => line.length <= 80)).toBe(true);
});
