import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What TypeScript says about the project, by path relative to `root`; empty when nothing. */
export const typeErrors = async (root: string, signal: AbortSignal): Promise<ReadonlyMap<string, readonly string[]>> => {
  const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  const output = await new Promise<string>((resolve, reject) => {
    const args = [compiler, '--noEmit', '--pretty', 'false'];
    execFile(process.execPath, args, { cwd: root, signal, maxBuffer: 100_000_000 }, (error, stdout, stderr) => {
      // The compiler's exit code says that there are errors; those are the answer, not a failure.
      if (error && !stdout.includes('error TS')) reject(new Error(`running tsc: ${stderr}${stdout}`, { cause: error }));
      else resolve(stdout);
    });
  });
  const errors = new Map<string, string[]>();
  for (const line of output.split('\n')) {
    const [, path, row, message] = /^(\S.*?)\((\d+),\d+\): error (TS.*)$/.exec(line.trimEnd()) ?? [];
    if (path === undefined) continue;
    errors.set(path, [...(errors.get(path) ?? []), `line ${row}: ${message}`]);
  }
  return errors;
};
