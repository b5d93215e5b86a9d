import { spawn } from 'node:child_process';
import { basename } from 'node:path';

export type Editor = {
  /** As a person would type it, perhaps with arguments. */
  readonly command: string;
  /** Whether the editor has a window of its own, and does not need the terminal. */
  readonly isWindow: boolean;
  readonly args: readonly string[];
};

/** Editors with a window, and how to pass them the line. All others count as guests of the terminal. */
const windows: ReadonlyMap<string, (path: string, line: number) => readonly string[]> = new Map([
  ...['code', 'code-insiders', 'codium', 'vscodium', 'cursor', 'windsurf'].map((name) => [name, goto] as const),
  ...['subl', 'zed', 'atom', 'mate'].map((name) => [name, colon] as const),
  ...['idea', 'webstorm', 'kate'].map((name) => [name, lineFlag] as const),
  ...['gedit', 'gvim', 'mvim', 'gnome-text-editor'].map((name) => [name, plusLine] as const),
  ...['notepad', 'notepad++', 'open', 'xdg-open', 'start'].map((name) => [name, pathOnly] as const),
]);

function goto(path: string, line: number): readonly string[] {
  return ['--goto', `${path}:${line}`];
}
function colon(path: string, line: number): readonly string[] {
  return [`${path}:${line}`];
}
function lineFlag(path: string, line: number): readonly string[] {
  return ['--line', String(line), path];
}
function plusLine(path: string, line: number): readonly string[] {
  return [`+${line}`, path];
}
function pathOnly(path: string): readonly string[] {
  return [path];
}

/** Guests of the terminal that understand `+12`; the others just get the file. */
const plusLineEditors = new Set([
  'vi',
  'vim',
  'nvim',
  'nano',
  'pico',
  'emacs',
  'emacsclient',
  'micro',
  'kak',
  'joe',
  'ne',
  'jed',
  'mg',
]);

/**
 * Which editor the learner wants: `$VISUAL`, `$EDITOR`, or the VS Code whose terminal this is.
 * @param line from 1
 */
export const editorFor = (env: NodeJS.ProcessEnv, path: string, line: number): Editor | undefined => {
  const inside = env['TERM_PROGRAM'] === 'vscode' ? 'code' : undefined;
  const command = [env['VISUAL'], env['EDITOR'], inside].find((word) => word !== undefined && word.trim() !== '');
  if (command === undefined) return undefined;
  const program = basename(firstWord(command).replaceAll('\\', '/'))
    .replace(/\.(exe|cmd|bat)$/i, '')
    .toLowerCase();
  const window = windows.get(program);
  if (window) return { command, isWindow: true, args: window(path, line) };
  if (program === 'hx' || program === 'helix') return { command, isWindow: false, args: colon(path, line) };
  return { command, isWindow: false, args: plusLineEditors.has(program) ? plusLine(path, line) : pathOnly(path) };
};

const firstWord = (command: string): string =>
  /^\s*(?:"([^"]*)"|'([^']*)'|(\S+))/.exec(command)?.slice(1).find(Boolean) ?? command;

/**
 * Starts the editor; resolves when a guest of the terminal has left it, or a window's starter has ended. Goes through
 * the shell, as git does: `$EDITOR` may be `code --wait` or `"C:\Program Files\…" -n`.
 * @throws when there is no such program, or it ended with an error
 */
export const runEditor = async ({ command, args, isWindow }: Editor): Promise<void> => {
  const stdio = isWindow ? 'ignore' : 'inherit';
  const editor =
    process.platform === 'win32'
      ? spawn(`${command} ${args.map((arg) => `"${arg}"`).join(' ')}`, { shell: true, stdio, windowsHide: true })
      : spawn('sh', ['-c', `${command} "$@"`, command, ...args], { stdio });
  const code = await new Promise<number | null>((resolve, reject) =>
    editor.once('error', reject).once('exit', resolve),
  );
  if (code !== 0 && code !== null) throw new Error(`${command} ended with exit code ${code}`);
};
