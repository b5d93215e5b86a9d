import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clone } from '../cli/clone.ts';
import { Pipes } from './pipes.ts';
import { problemsOf } from './problem-matcher.ts';

const id = '00-welcome/01-hello';

test(
  'without a terminal, in lines: a failure, its steps, a pass that goes on by itself',
  { timeout: 400_000 },
  async () => {
    const root = await clone({ exercises: [id, '01-event-loop/02-blocking-read'] });
    const session = new Pipes(root, '--plain', '--poll', '--auto-next');
    await session.waitFor('Type a letter and Enter');
    await session.waitFor('because you asked for it');
    await session.waitFor('Verdict for your files as they are: failed');
    session.type('t');
    await session.waitFor('Step 1 of');
    session.type('');
    await session.waitFor('Step 2 of');
    await cp(join(root, 'solutions', id, 'hello.ts'), join(root, 'exercises', id, 'hello.ts'));
    await session.waitFor('✓ hello has passed.');
    await session.waitFor('Exercise 2 of');
    session.type('q');
    expect(await session.ended()).toBe(0);
    expect(session.output).toMatch(/1 of \d+ passed\. npm start continues at \S+\.\n$/);
    // What an editor marks after the first verdict.
    const [first] = await problemsOf(session.output);
    expect(first?.[0]).toEqual({
      file: `exercises/${id}/hello.ts`,
      line: 9,
      kind: 'race',
      message: 'welcome ended when 1 of the 2 guests had answered.',
    });
    // Nothing that moves a cursor, draws or rings.
    expect(session.output).not.toMatch(/[^\P{Cc}\n]/u);
  },
);
