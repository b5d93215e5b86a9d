/** Visits the strings and objects that a message is made of, each object once; a view is followed to its buffer. */
export function visitParts(
  message: unknown,
  visit: (part: unknown) => void,
  except: ReadonlySet<unknown> = new Set(),
): void {
  const seen = new Set<unknown>();
  const enter = (value: unknown): void => {
    if (typeof value === 'string') visit(value);
    if (typeof value !== 'object' || value === null || seen.has(value) || except.has(value)) return;
    seen.add(value);
    visit(value);
    if (value instanceof ArrayBuffer) return;
    if (ArrayBuffer.isView(value)) enter(value.buffer);
    else if (value instanceof Map) for (const entry of value) enter(entry);
    else if (value instanceof Set) for (const entry of value) enter(entry);
    else for (const entry of Object.values(value)) enter(entry);
  };
  enter(message);
}
