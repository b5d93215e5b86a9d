import { plainJson, writeAll } from './frame-writer.ts';
import type { Frame } from './frames.ts';

/** The descriptor for answers to the judge. */
export const answers = 3;

/** A Windows pipe can't be written to at once: there only the main thread sends, through a socket. */
export const sendsBySocket = process.platform === 'win32';

export const textOf = (frame: Frame): string => `${plainJson(frame)}\n`;

/** Sends a frame at once, from any thread. */
export function sendFrame(frame: Frame): void {
  if (!sendsBySocket) writeAll(answers, textOf(frame));
}
