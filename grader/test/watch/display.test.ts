import { PassThrough } from 'node:stream';
import pc from 'picocolors';
import { expect, test } from 'vitest';
import { PlainDisplay } from '../../watch/terminal/display.ts';
import { after, failed, opened, read, verdict } from './sample-state.ts';

test('while an editor draws on the terminal, no sentence is written into it; what came meanwhile is told afterwards', () => {
  const [stdin, stdout] = [new PassThrough(), new PassThrough()];
  let written = '';
  stdout.setEncoding('utf8').on('data', (text: string) => (written += text));
  const look = { colors: pc.createColors(false), ascii: false, links: false, root: '/kit' };
  const display = new PlainDisplay(stdin as never, stdout as never, look);
  const listener = { onKey: () => undefined, onGone: () => undefined, onResize: () => undefined };
  const [start, judged] = [after(opened), after(opened, read('a'), verdict(1, failed))].map(({ state }) => state);
  if (!start || !judged) throw new Error('Expected two states');
  display.open(listener);
  display.show(start);
  display.lend();
  written = '';
  display.show(judged);
  expect(written).toBe('');
  display.open(listener);
  display.show(judged);
  expect(written).toContain('Verdict for your files as they are: failed, 1 finding.');
  display.close();
});
