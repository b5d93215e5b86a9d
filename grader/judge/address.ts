import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { transform } from 'esbuild';
import type { Exercise } from '../course/exercise.ts';
import { instruments, type Instrument } from '../course/metadata.ts';
import type { Attempt } from './judge.ts';

/** What judges an attempt besides its exercise, below `grader/`; and the packages that this code imports. */
const engine = ['arena', 'explore', 'harness', 'verdict', 'judge/staging', 'judge/summary.ts'];

/** The part of the engine that runs only for one instrument: no other part imports it (the linter makes sure). */
const engineOf: Readonly<Record<Instrument, string>> = { T: 'arena/tasks', S: 'arena/threads', R: 'arena/real' };

/** The part of an exercise's folder that judges; the rest is answers and texts. */
const judging = ['checks.test.ts', 'scenarios.ts', 'given'];

/**
 * The address of an attempt's verdict: another attempt, exercise, limit or engine has another address, and
 * equal addresses mean equal verdicts. Comments, types and layout of our own code do not count: they change
 * no verdict.
 *
 * @param root of the clone
 * @returns 32 hexadecimal digits
 */
export async function addressOf(root: string, { exercise, files, replay }: Attempt): Promise<string> {
  const { id, instruments: used, given, checks, limits, folders } = exercise;
  const own = judging.map((name) => join(folders.grader, name));
  const parts = [
    files.hash,
    JSON.stringify([replay ?? null, id, used, exercise.files, given, checks, limits]),
    await once(folders.grader, async () => hashOf(await codeIn(own))),
    await engineHash(root, used),
  ];
  return hashOf(parts).slice(0, 32);
}

/** What judges an exercise besides the engine, and how much each of its checks counts. */
export async function checksHash(exercise: Exercise): Promise<string> {
  const { id, instruments: used, files, given, checks, limits, weights = {}, folders } = exercise;
  const own = judging.map((name) => join(folders.grader, name));
  return hashOf([
    JSON.stringify([id, used, files, given, checks, limits, weights]),
    await once(folders.grader, async () => hashOf(await codeIn(own))),
  ]);
}

/**
 * Hash of what judges, whatever the exercise: two kits with the same hash come to the same verdicts.
 *
 * @param used the instruments that count
 */
export async function engineHash(root: string, used: readonly Instrument[] = instruments): Promise<string> {
  const others = instruments.filter((instrument) => !used.includes(instrument)).map((each) => engineOf[each]);
  return once([root, ...others].join('\n'), async () => hashOfEngine(root, others));
}

/**
 * Hashes by what was hashed. They stay true for as long as this process lives: the code that it has loaded does not
 * change, either.
 */
const known = new Map<string, Promise<string>>();

async function once(what: string, work: () => Promise<string>): Promise<string> {
  const hash = known.get(what) ?? work();
  known.set(what, hash);
  return hash;
}

async function hashOfEngine(root: string, without: readonly string[]): Promise<string> {
  const paths = engine.map((path) => join(root, 'grader', path));
  const missing = paths.find((path) => !existsSync(path));
  // A part that was moved would no longer count.
  if (missing !== undefined) throw new Error(`Expected a part of the engine at ${missing}`);
  const code = await codeIn(
    paths,
    without.map((path) => join(root, 'grader', path)),
  );
  const { dependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    dependencies: Readonly<Record<string, string>>;
  };
  const imported = new Set(code.flatMap((text) => [...text.matchAll(/\bfrom\s*"([\w@-][^":]*)"/g)].map(packageOf)));
  const packages = Object.entries(dependencies).filter(([name]) => imported.has(name));
  return hashOf([...code, JSON.stringify(packages)]);
}

/** `vitest/node` → `vitest` */
const packageOf = ([, path = '']: RegExpMatchArray): string => /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path;

/** The code of these files and of all files in these folders, in the order of their paths; missing ones have none. */
async function codeIn(paths: readonly string[], without: readonly string[] = []): Promise<readonly string[]> {
  const files = (await Promise.all(paths.map(filesAt)))
    .flat()
    .filter((file) => !without.some((folder) => file.startsWith(folder + sep)));
  return Promise.all(
    files.map(async (path) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'ts', minifyWhitespace: true });
      return code;
    }),
  );
}

async function filesAt(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) return found ? [path] : [];
  const names = await readdir(path, { recursive: true });
  return names
    .filter((name) => name.endsWith('.ts'))
    .toSorted()
    .map((name) => join(path, name));
}

function hashOf(parts: readonly string[]): string {
  const hash = createHash('sha256');
  // Each part comes with its length, so that no text can move unseen from one part to the next.
  for (const part of parts) hash.update(`${part.length}\n${part}`);
  return hash.digest('hex');
}
