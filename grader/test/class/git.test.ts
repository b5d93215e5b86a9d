import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { openRepository, type Snapshot } from '../../class/collect/git.ts';
import { collecting } from './collecting.ts';

const { at, put } = collecting();
beforeEach(async () => {
  await put('tmp/readme', 'what is cloned goes here');
  vi.stubEnv('TMPDIR', at('tmp'));
  await put('repo/deposit.ts', 'first');
  git('init', '-q');
});
afterEach(() => vi.unstubAllEnvs());

const git = (...words: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@x', ...words], {
    cwd: at('repo'),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, GIT_COMMITTER_DATE: moment },
  }).trim();
let moment = '2026-11-10T00:00:00Z';
const commit = (when = '2026-11-10T00:00:00Z'): string => {
  moment = when;
  git('add', '.');
  git('commit', '-qm', 'x');
  return git('rev-parse', 'HEAD');
};
const url = (): string => `file://${at('repo')}`;
const left = async (): Promise<readonly string[]> => readdir(at('tmp'));
const limits = { bytes: 1_000_000, seconds: 60 };
/** Opened, and closed when the test ends. */
const opened = async (...args: Parameters<typeof openRepository>): Promise<Snapshot> => {
  const snapshot = await openRepository(...args);
  onTestFinished(snapshot.close);
  return snapshot;
};
/** A server that listens to whoever asks, and says nothing. */
const silent = async (): Promise<string> => {
  const server = createServer(() => {}).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/x.git`;
};

test('a repository larger than the limit is told, and nothing of it stays', async () => {
  await put('repo/big.bin', randomBytes(3_000_000));
  commit();
  await expect(openRepository({ url: url() }, { limits })).rejects.toThrow('it needs more than 1 MB on the disk');
  expect(await left()).toEqual(['readme']);
});

test('large files are not even fetched, where the server can leave them out', async () => {
  await put('repo/big.bin', randomBytes(3_000_000));
  const first = commit();
  git('config', 'uploadpack.allowFilter', 'true');
  for (const wanted of [{}, { commit: first }]) {
    const { entries } = await opened({ url: url(), ...wanted }, { limits });
    expect(entries.map(({ path, bytes }) => [path, bytes])).toEqual([
      ['big.bin', 2_000_001],
      ['deposit.ts', 5],
    ]);
    expect(String(await entries[1]?.read())).toBe('first');
  }
});

test('of the newest commit, no history is fetched', async () => {
  await put('repo/old.bin', randomBytes(1_500_000));
  commit();
  git('rm', '-q', 'old.bin');
  const last = commit();
  const { commit: found, close } = await opened({ url: url() }, { limits });
  expect(found).toBe(last);
  await close();
  await expect(openRepository({ url: url(), commit: last }, { limits })).rejects.toThrow(/more than 1 MB/);
});

test('the newest before a moment', async () => {
  const first = commit('2026-11-10T00:00:00Z');
  await put('repo/deposit.ts', 'second');
  commit('2026-11-20T00:00:00Z');
  expect(await opened({ url: url(), before: '2026-11-15T00:00:00Z' })).toMatchObject({ commit: first });
  await expect(openRepository({ url: url(), before: '2026-11-01T00:00:00Z' })).rejects.toThrow(/no commit before 2026/);
  expect(await left()).toHaveLength(2);
});

test('a server that does not answer is not waited for, and Ctrl-C ends it at once', async () => {
  const slow = { url: await silent() };
  await expect(openRepository(slow, { limits: { ...limits, seconds: 0.5 } })).rejects.toThrow(
    'git took longer than 0.5 seconds',
  );
  const stop = new AbortController();
  setTimeout(() => stop.abort(new Error('stopped')), 300);
  await expect(openRepository(slow, { signal: stop.signal })).rejects.toThrow('stopped');
  expect(await left()).toEqual(['readme']);
});

test('what git complains of is one sentence', async () => {
  await expect(openRepository({ url: url() })).rejects.toThrow(/^it has no commit$/);
  await expect(openRepository({ url: `file://${at('none')}` })).rejects.toThrow(/^git says: fatal: .*does not appear/);
  commit('@253402300800 +0000');
  await expect(openRepository({ url: url() })).rejects.toThrow(/of no moment: 10000-01-01/);
});
