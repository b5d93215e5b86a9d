import { plainJson, writeAll } from './frame-writer.ts';
import type { Frame } from './frames.ts';

/** The descriptor by which the judge is answered. */
export const answers = 3;

/** A pipe of Windows can't be written to at once: there only the main thread sends, by a socket. */
export const sendsBySocket = process.platform === 'win32';

export const textOf = (frame: Frame): string => `${plainJson(frame)}\n`;

/** Sends a frame at once, from any thread. */
export function sendFrame(frame: Frame): void {
  if (!sendsBySocket) writeAll(answers, textOf(frame));
}
