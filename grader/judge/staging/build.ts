import { join } from 'node:path';
import { build } from 'esbuild';

const common = { bundle: true, platform: 'node', target: 'node20', logLevel: 'silent' } as const;

/** Our own entry points that run outside of tsx: compiled once a session (about 30 ms). */
const entries = {
  arena: 'grader/arena/main.ts',
  'tasks-thread': 'grader/arena/tasks/thread.ts',
  'threads-thread': 'grader/arena/threads/thread.ts',
  'program-process': 'grader/arena/real/programs/program-process.ts',
  lifeline: 'grader/arena/lifeline.ts',
  warm: 'grader/harness/warm.ts',
};

/**
 * Compiles the arena and what is preloaded into the checks' process to `folder`, as plain
 * JavaScript: a worker thread starts from it on every supported Node, and without tsx.
 */
export async function buildRuntime(root: string, folder: string): Promise<void> {
  await Promise.all([
    build({
      ...common,
      entryPoints: Object.entries(entries).map(([out, entry]) => ({ in: join(root, entry), out })),
      outdir: folder,
      outExtension: { '.js': '.mjs' },
      splitting: true,
      format: 'esm',
    }),
    // A worker of the attempt loads it before its own code, and CommonJS is there soonest.
    build({
      ...common,
      entryPoints: [join(root, 'grader/arena/real/thread-preload.ts')],
      outfile: join(folder, 'thread-preload.cjs'),
      format: 'cjs',
    }),
  ]);
}
