/** What a message weighs: bytes of its buffers and strings; numbers and shapes count nothing. */
export type MessageBytes = { readonly cloned: number; readonly transferred: number };

/** @param transfer what changes hands instead of being copied */
export function bytesOf(message: unknown, transfer: readonly unknown[] = []): MessageBytes {
  const moved = new Set(transfer);
  const seen = new Set<unknown>();
  let cloned = 0;
  const visit = (value: unknown): void => {
    if (typeof value === 'string') cloned += value.length;
    if (typeof value !== 'object' || value === null || seen.has(value) || moved.has(value)) return;
    seen.add(value);
    // Shared memory is neither copied nor moved.
    if (value instanceof ArrayBuffer) cloned += value.byteLength;
    else if (ArrayBuffer.isView(value)) visit(value.buffer);
    else if (value instanceof Map) for (const entry of value) visit(entry);
    else if (value instanceof Set) for (const entry of value) visit(entry);
    else for (const entry of Object.values(value)) visit(entry);
  };
  // Measured before the call: a buffer that was transferred has no length any more.
  visit(message);
  const transferred = [...moved].reduce<number>((sum, part) => sum + (part instanceof ArrayBuffer ? part.byteLength : 0), 0);
  return { cloned, transferred };
}
