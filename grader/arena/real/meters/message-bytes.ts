import { visitParts } from './message-parts.ts';

/** What a message weighs: bytes of its buffers and strings; numbers and shapes count nothing. */
export type MessageBytes = { readonly cloned: number; readonly transferred: number };

/** @param transfer what changes hands instead of being copied */
export function bytesOf(message: unknown, transfer: readonly unknown[] = []): MessageBytes {
  const moved = new Set(transfer);
  let cloned = 0;
  // Measured before the call: a transferred buffer no longer has a length.
  visitParts(
    message,
    (part) => {
      if (typeof part === 'string') cloned += part.length;
      // Shared memory is neither copied nor moved.
      else if (part instanceof ArrayBuffer) cloned += part.byteLength;
    },
    moved,
  );
  const transferred = [...moved].reduce<number>(
    (sum, part) => sum + (part instanceof ArrayBuffer ? part.byteLength : 0),
    0,
  );
  return { cloned, transferred };
}
