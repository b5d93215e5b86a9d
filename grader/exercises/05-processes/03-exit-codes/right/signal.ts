import { spawn, type ChildProcess } from 'node:child_process';

type Written = { stdout: string; stderr: string };
export type Ending =
  | ({ kind: 'exited'; code: number } & Written)
  | ({ kind: 'killed'; signal: NodeJS.Signals } & Written)
  | { kind: 'not-found' }
  | ({ kind: 'timed-out' } & Written);

/** The time limit is an AbortSignal, as Node's own options take it. */
export const run = async (command: string, args: readonly string[], timeoutMs: number): Promise<Ending> => {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), timeoutMs);
  const child = spawn(command, [...args], { signal: limit.signal, killSignal: 'SIGKILL' });
  child.stdin.end();
  const closed = closeOf(child);
  const written: Written = { stdout: '', stderr: '' };
  const readers = (['stdout', 'stderr'] as const).map(async (name) => {
    child[name].setEncoding('utf8');
    for await (const piece of child[name]) written[name] += piece;
  });
  const { code, signal, error } = await closed;
  clearTimeout(timer);
  await Promise.allSettled(readers);
  if (limit.signal.aborted) return { kind: 'timed-out', ...written };
  if (error?.code === 'ENOENT') return { kind: 'not-found' };
  if (error) throw error;
  return signal ? { kind: 'killed', signal, ...written } : { kind: 'exited', code: code ?? -1, ...written };
};

type Close = { code: number | null; signal: NodeJS.Signals | null; error: NodeJS.ErrnoException | undefined };

const closeOf = (child: ChildProcess): Promise<Close> =>
  new Promise((resolve) => {
    let error: NodeJS.ErrnoException | undefined;
    child.on('error', (reason) => (error = reason));
    child.on('close', (code, signal) => resolve({ code, signal, error }));
  });
