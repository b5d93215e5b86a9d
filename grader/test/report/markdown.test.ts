import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import pc from 'picocolors';
import { expect, test } from 'vitest';
import { renderMarkdown } from '../../report/markdown.ts';
import { displayWidth } from '../../report/text.ts';

const style = { width: 40, colors: pc.createColors(false), ascii: false };

test('text is wrapped once, and code keeps its lines', () => {
  const text = [
    '# A title',
    '',
    'Text that was wrapped',
    'by hand, with `code` and **weight**.',
    '',
    '- an item that is longer than the line it has,',
    '  and goes on',
    '- another',
    '',
    '```ts',
    'const a = 1;',
    '  a.b();',
    '```',
    '',
    '| word | means |',
    '| --- | --- |',
    '| `0` | how many were ever pushed, modulo 2^32 |',
  ].join('\n');
  expect(renderMarkdown(text, style)).toEqual([
    'A title',
    '',
    'Text that was wrapped by hand, with',
    '`code` and weight.',
    '',
    '- an item that is longer than the line',
    '  it has, and goes on',
    '- another',
    '',
    '    const a = 1;',
    '      a.b();',
    '',
    'word  means',
    '`0`   how many were ever pushed, modulo',
    '      2^32',
  ]);
});

test('a style that is broken over lines begins and ends in each of them', () => {
  const coloured = { ...style, width: 20, colors: pc.createColors(true) };
  expect(renderMarkdown('| `a-long-name` | what it is and does |', coloured)).toEqual([
    '\u001b[1m\u001b[36ma-long-nam\u001b[39m  what it\u001b[22m',
    '\u001b[1m\u001b[36me\u001b[39m           is and\u001b[22m',
    '\u001b[1m            does\u001b[22m',
  ]);
  expect(renderMarkdown('The **weight of `words` here**', coloured)).toEqual([
    'The \u001b[1mweight of \u001b[36mwords\u001b[39m\u001b[22m',
    '\u001b[1mhere\u001b[22m',
  ]);
});

test('every brief fits, whatever the width', async () => {
  const root = join(import.meta.dirname, '../../../exercises');
  const briefs = (await readdir(root, { recursive: true })).filter((path) => path.endsWith('README.md'));
  expect(briefs.length).toBeGreaterThan(0);
  for (const path of briefs) {
    const text = await readFile(join(root, path), 'utf8');
    for (const width of [40, 80, 120]) {
      for (const line of renderMarkdown(text, { ...style, width }))
        expect.soft(displayWidth(line)).toBeLessThanOrEqual(width);
    }
  }
});
