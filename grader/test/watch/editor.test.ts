import { expect, test } from 'vitest';
import { editorFor } from '../../watch/effects/editor.ts';

test.each<[NodeJS.ProcessEnv, unknown]>([
  [{}, undefined],
  [{ VISUAL: ' ', EDITOR: '' }, undefined],
  [{ EDITOR: 'vim' }, { command: 'vim', isWindow: false, args: ['+12', '/a b/x.ts'] }],
  [{ EDITOR: '/usr/bin/nano -l' }, { command: '/usr/bin/nano -l', isWindow: false, args: ['+12', '/a b/x.ts'] }],
  [{ EDITOR: 'ed' }, { command: 'ed', isWindow: false, args: ['/a b/x.ts'] }],
  [{ EDITOR: 'hx' }, { command: 'hx', isWindow: false, args: ['/a b/x.ts:12'] }],
  [
    { VISUAL: 'code --wait', EDITOR: 'vim' },
    { command: 'code --wait', isWindow: true, args: ['--goto', '/a b/x.ts:12'] },
  ],
  [
    { EDITOR: 'vim', TERM_PROGRAM: 'vscode' },
    { command: 'vim', isWindow: false, args: ['+12', '/a b/x.ts'] },
  ],
  [{ TERM_PROGRAM: 'vscode' }, { command: 'code', isWindow: true, args: ['--goto', '/a b/x.ts:12'] }],
  [
    { EDITOR: '"C:\\Program Files\\Notepad++\\notepad++.exe" -nosession' },
    { command: '"C:\\Program Files\\Notepad++\\notepad++.exe" -nosession', isWindow: true, args: ['/a b/x.ts'] },
  ],
])('in %j it is %j', (env, editor) => {
  expect(editorFor(env, '/a b/x.ts', 12)).toEqual(editor);
});
