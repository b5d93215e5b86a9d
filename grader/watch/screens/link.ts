import { pathToFileURL } from 'node:url';

/** Whether the terminal is known to make OSC 8 links clickable; others might print them as noise. */
export const showsLinks = (env: NodeJS.ProcessEnv): boolean => {
  if (env['TMUX'] !== undefined || env['TERM'] === 'dumb') return false;
  const programs = ['vscode', 'iTerm.app', 'WezTerm', 'ghostty', 'Hyper', 'rio', 'Tabby'];
  return (
    programs.includes(env['TERM_PROGRAM'] ?? '') ||
    env['WT_SESSION'] !== undefined ||
    env['KITTY_WINDOW_ID'] !== undefined ||
    env['KONSOLE_VERSION'] !== undefined ||
    Number(env['VTE_VERSION']) >= 5000
  );
};

/** https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda */
export const linkTo = (path: string, text: string): string =>
  `\u001b]8;;${pathToFileURL(path).href}\u001b\\${text}\u001b]8;;\u001b\\`;
