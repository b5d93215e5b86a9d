import { plainJson, writeAll } from './frame-writer.ts';
import type { Frame } from './frames.ts';

/** The descriptor by which the judge is answered. */
export const answers = 3;

/**
 * Sends a frame at once, from any thread. A pipe of Windows can't be written to in this way: there only the main thread
 * sends, by a socket.
 */
export function sendFrame(frame: Frame): void {
  if (process.platform !== 'win32') writeAll(answers, `${plainJson(frame)}\n`);
}
