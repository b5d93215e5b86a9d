import pc from 'picocolors';
import type { Style } from '../report/style.ts';

const widest = 80;
const narrowest = 40;

/** How a report may look on this stream. A terminal that does not know its size says 0. */
export const styleFor = (stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Style => ({
  width: Math.max(narrowest, Math.min(widest, stream.columns || widest)),
  colors: pc.createColors(pc.isColorSupported && (stream.isTTY || Boolean(env['FORCE_COLOR']))),
  ascii: stream.isTTY && !showsUnicode(env),
});

/** The Linux text console and the old Windows one lack most of what is outside ASCII. */
const showsUnicode = (env: NodeJS.ProcessEnv): boolean => {
  if (env['TERM'] === 'linux' || env['TERM'] === 'dumb') return false;
  const isModern = ['WT_SESSION', 'TERM_PROGRAM', 'ConEmuTask'].some((name) => env[name] !== undefined);
  return process.platform !== 'win32' || isModern;
};
