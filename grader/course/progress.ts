/** What is known of one exercise. */
export type Standing = {
  /** The first content that passed; it stays passed whatever is saved later. */
  readonly passed?: { readonly hash: string; readonly at: string };
  /** Verdicts that were given. */
  readonly attempts: number;
  /** Hint levels that were opened. */
  readonly hints: number;
};

export type Progress = {
  /** Id of the exercise that the learner was at. */
  readonly current?: string;
  readonly exercises: ReadonlyMap<string, Standing>;
};

/** One thing to remember. Applying it to anybody's progress loses nothing of theirs. */
export type Change =
  | { readonly kind: 'moved'; readonly exercise: string }
  | { readonly kind: 'attempted'; readonly exercise: string }
  | { readonly kind: 'passed'; readonly exercise: string; readonly hash: string; readonly at: string }
  | { readonly kind: 'hinted'; readonly exercise: string; readonly level: number };

export const noProgress: Progress = { exercises: new Map() };

const untouched: Standing = { attempts: 0, hints: 0 };

export const standingOf = (progress: Progress, id: string): Standing => progress.exercises.get(id) ?? untouched;

export const withChange = (progress: Progress, change: Change): Progress => {
  if (change.kind === 'moved') return { ...progress, current: change.exercise };
  const standing = standingOf(progress, change.exercise);
  return {
    ...progress,
    exercises: new Map(progress.exercises).set(change.exercise, changed(standing, change)),
  };
};

const changed = (standing: Standing, change: Exclude<Change, { kind: 'moved' }>): Standing => {
  if (change.kind === 'attempted') return { ...standing, attempts: standing.attempts + 1 };
  if (change.kind === 'hinted') return { ...standing, hints: Math.max(standing.hints, change.level) };
  return { ...standing, passed: standing.passed ?? { hash: change.hash, at: change.at } };
};

const header = '# Racelings: your progress. One line per exercise; the grader writes this file.';

/**
 * Plain text, one line per exercise, sorted: two versions of the file merge line by line.
 *
 *     at 02-async-races/01-lost-update
 *     00-welcome/01-hello passed=2026-11-22T12:04:31.000Z hash=4f1c… attempts=3 hints=1
 */
export const formatProgress = (progress: Progress): string => {
  const lines = [...progress.exercises]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, { passed, attempts, hints }]) =>
      [
        id,
        ...(passed ? [`passed=${passed.at}`, `hash=${passed.hash}`] : []),
        `attempts=${attempts}`,
        `hints=${hints}`,
      ].join(' '),
    );
  const current = progress.current === undefined ? [] : [`at ${progress.current}`];
  return [header, ...current, ...lines, ''].join('\n');
};

/** What the text says, and the numbers of lines that say nothing (from 1). */
export const parseProgress = (
  text: string,
): { readonly progress: Progress; readonly unreadable: readonly number[] } => {
  let current: string | undefined;
  const exercises = new Map<string, Standing>();
  const unreadable: number[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const at = /^at (\S+)$/.exec(line)?.[1];
    const entry = entryOf(line);
    if (at !== undefined) current = at;
    else if (entry) exercises.set(entry.id, merged(exercises.get(entry.id), entry.standing));
    else unreadable.push(index + 1);
  }
  return { progress: { ...(current !== undefined && { current }), exercises }, unreadable };
};

const entryLine = /^(\S+\/\S+)(?: passed=(\S+) hash=([0-9a-f]+))? attempts=(\d+) hints=(\d+)$/;

const entryOf = (text: string): { id: string; standing: Standing } | undefined => {
  const [, id, at, hash, attempts, hints] = entryLine.exec(text) ?? [];
  if (id === undefined) return undefined;
  const passed = at !== undefined && hash !== undefined ? { passed: { at, hash } } : {};
  return { id, standing: { ...passed, attempts: Number(attempts), hints: Number(hints) } };
};

/** Both lines of one exercise, as a merge of two files may leave them. */
const merged = (a: Standing | undefined, b: Standing): Standing => {
  if (a === undefined) return b;
  const passed = a.passed ?? b.passed;
  return {
    ...(passed && { passed }),
    attempts: Math.max(a.attempts, b.attempts),
    hints: Math.max(a.hints, b.hints),
  };
};
