import { opendirSync, readFileSync } from 'node:fs';

/** Threads for V8's background work: the one for delayed tasks, and its pool of four. */
const usual = 5;
/** Their names. Node 20 gives none, 22 only to the first, and 26 begins them differently. */
const named = /^(?:node-)?(?:V8Worker|DelayedTask)/;

/**
 * The threads of this process on which V8 collects garbage and compiles. No JavaScript runs there, and when these
 * threads finish makes no difference to it. But they are never quite still, as looking at the other threads makes
 * garbage, too.
 *
 * @returns the system's numbers of these threads; none where the system does not say (it is not Linux)
 */
export function engineThreads(): ReadonlySet<number> {
  const [, ...others] = threadsOfThis();
  const known = others.filter(({ name }) => named.test(name));
  return new Set((known.length > 1 ? known : others.slice(0, usual)).map(({ id }) => id));
}

/** The main thread first, then in the order of their start; V8's were started before any of Node's. */
function threadsOfThis(): readonly { readonly id: number; readonly name: string }[] {
  const found: { readonly id: number; readonly name: string }[] = [];
  try {
    // Not `readdir`, which sorts: after its highest number the system starts again with low ones.
    const folder = opendirSync('/proc/self/task');
    for (let entry = folder.readSync(); entry !== null; entry = folder.readSync()) {
      found.push({ id: Number(entry.name), name: readFileSync(`/proc/self/task/${entry.name}/comm`, 'utf8') });
    }
    folder.closeSync();
  } catch {
    // Not Linux; or a thread has ended, which those started first never do.
  }
  return found;
}
