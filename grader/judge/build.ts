import { join } from 'node:path';
import { build } from 'esbuild';

/** Our own entry points that run outside of tsx: compiled once a session (about 30 ms). */
const entries = {
  arena: 'grader/arena/main.ts',
  'tasks-thread': 'grader/arena/tasks/thread.ts',
  'threads-thread': 'grader/arena/threads/thread.ts',
  'slow-file-thread': 'grader/arena/real/slow-file-thread.ts',
  lifeline: 'grader/arena/lifeline.ts',
  warm: 'grader/harness/warm.ts',
};

/**
 * Compiles the arena and what is preloaded into the checks' process to `folder`, as plain
 * JavaScript: a worker thread starts from it on every supported Node, and without tsx.
 */
export async function buildRuntime(root: string, folder: string): Promise<void> {
  await build({
    entryPoints: Object.entries(entries).map(([out, entry]) => ({ in: join(root, entry), out })),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
  });
}
