import { opendirSync, readFileSync } from 'node:fs';

/** Threads for V8's background work: the one for delayed tasks, and its pool of four. */
const usual = 5;
/** Their names. Node 20 gives none, 22 to the first only, and 26 begins them in another way. */
const named = /^(?:node-)?(?:V8Worker|DelayedTask)/;

/**
 * The threads of this process on which V8 collects garbage and compiles. No code runs there, and when they are through
 * changes nothing of what it does; but they are never quite still, as whoever looks at the others makes garbage, too.
 *
 * @returns the system's numbers of these threads; none where the system does not tell (it is not Linux)
 */
export function engineThreads(): ReadonlySet<number> {
  const [, ...others] = threadsOfThis();
  const known = others.filter(({ name }) => named.test(name));
  return new Set((known.length > 1 ? known : others.slice(0, usual)).map(({ id }) => id));
}

/** The main thread first, then in the order in which they were started; V8's are, before any of Node's. */
function threadsOfThis(): readonly { readonly id: number; readonly name: string }[] {
  const found: { readonly id: number; readonly name: string }[] = [];
  try {
    // Not `readdir`, which sorts: after the highest number the system begins again with a low one.
    const folder = opendirSync('/proc/self/task');
    for (let entry = folder.readSync(); entry !== null; entry = folder.readSync()) {
      found.push({ id: Number(entry.name), name: readFileSync(`/proc/self/task/${entry.name}/comm`, 'utf8') });
    }
    folder.closeSync();
  } catch {
    // Not Linux; or a thread has ended, which none of those does that were started first.
  }
  return found;
}
