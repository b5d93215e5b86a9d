import pc from 'picocolors';
import type { Style } from '../report/style.ts';

const widest = 80;
const narrowest = 40;

/** How a report may look on this stream. A terminal that does not know its size says 0. */
export const styleFor = (stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Style => ({
  width: Math.max(narrowest, Math.min(widest, stream.columns || widest)),
  colors: pc.createColors(isColoured(stream, env)),
  ascii: stream.isTTY && !showsUnicode(env),
});

/**
 * Follows https://no-color.org and https://force-color.org: an empty variable counts as none. `FORCE_COLOR=0` means no
 * colours for Node and most tools.
 */
const isColoured = ({ isTTY }: NodeJS.WriteStream, { NO_COLOR, FORCE_COLOR, TERM }: NodeJS.ProcessEnv): boolean => {
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  // `isTTY` of a pipe is undefined, which would leave the choice to the library.
  return isTTY ? TERM !== 'dumb' : false;
};

/** The Linux text console and the old Windows one lack most of what is outside ASCII. */
const showsUnicode = (env: NodeJS.ProcessEnv): boolean => {
  if (env['TERM'] === 'linux' || env['TERM'] === 'dumb') return false;
  const isModern = ['WT_SESSION', 'TERM_PROGRAM', 'ConEmuTask'].some((name) => env[name] !== undefined);
  return process.platform !== 'win32' || isModern;
};
