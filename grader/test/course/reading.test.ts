import { expect, test } from 'vitest';
import { storyOf } from '../../course/brief.ts';
import { sectionsIn } from '../../course/sections.ts';

test('the story is what stands between the title and the first section', () => {
  expect(storyOf('# Title\r\n\r\nOnce upon\r\na time.\r\n\r\nAnd then.\r\n\r\n## Done\r\n\r\nEnd.\r\n')).toEqual([
    'Once upon a time.',
    'And then.',
  ]);
  expect(storyOf('')).toEqual([]);
});

test('a hint is a section; a ## in a code fence is none', () => {
  expect(sectionsIn('intro\n\n## A question\n\nWhy?\n\n## Nearly\n\n```sh\n## no hint\n```\n')).toEqual([
    { title: 'A question', text: 'Why?' },
    { title: 'Nearly', text: '```sh\n## no hint\n```' },
  ]);
});
