import pc from 'picocolors';
import { expect, test } from 'vitest';
import { renderDoctor } from '../../report/doctor.ts';

const style = { width: 60, colors: pc.createColors(false), ascii: false };

test('a line for each thing, and a sentence for all', () => {
  const lines = renderDoctor(
    [
      { state: 'good', about: 'Node', found: '20.19.0', advice: 'nothing to do' },
      {
        state: 'note',
        about: 'file events',
        found: 'none, because the clone is on a network drive (NFS)',
        advice: 'npm start looks by itself',
      },
    ],
    style,
  );
  expect(lines).toEqual([
    '✓ Node         20.19.0: nothing to do.',
    '! file events  none, because the clone is on a network drive',
    '               (NFS): npm start looks by itself.',
    '',
    'Racelings can run here.',
  ]);
});

test('a cross is said once more at the end', () => {
  const bad = { state: 'bad', about: 'disk', found: '3 MB', advice: 'make room' } as const;
  expect(renderDoctor([bad], { ...style, ascii: true })).toEqual([
    'x  disk  3 MB: make room.',
    '',
    'Racelings cannot run well here: see the lines with a cross.',
  ]);
});
