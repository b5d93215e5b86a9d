import { expect, onTestFinished, test, vi } from 'vitest';
import { partTold, tell } from '../../../arena/real/programs/telling.ts';

test('what a program of the kit tells is no output of the learner’s, wherever it comes', () => {
  let printed = '';
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  onTestFinished(() => stdout.mockRestore());
  process.stdout.write('a line\nand one without an end');
  tell({ end: 'resolved' });
  tell([1]);
  process.stdout.write('the rest\n{"end":"rejected"}\n');
  stdout.mockRestore();
  expect(partTold(printed)).toEqual({
    printed: 'a line\nand one without an endthe rest\n{"end":"rejected"}\n',
    told: [{ end: 'resolved' }, [1]],
  });
});
