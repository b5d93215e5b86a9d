import { askedFor, type Action } from '../run/action.ts';
import type { Location } from '../../../verdict/location.ts';

/** Most rows shown, and how many of them before the gap. */
const rowLimit = 60;
const beginning = 40;

/** A row before the picture is made. */
export type Draft = {
  /** Its place among all rows that were recorded; for one that stands for several, that of the last. */
  readonly serial: number;
  readonly lane: string;
  readonly text: string;
  readonly location?: Location | undefined;
  readonly note?: string | undefined;
  /** The action that it shows. */
  readonly action?: Action | undefined;
  memory: ReadonlyMap<string, string>;
  paused: boolean;
};

/** What was recorded, in as few rows as can tell it. */
export function condensed(rows: readonly Draft[]): readonly Draft[] {
  // Twice: what two tasks do in turn may have rounds within rounds.
  return shortened(collapsed(collapsed(unprefixed(folded(rows)))));
}

/** Joins into one row what belongs together: a call that completes at once, a start that leads to a call. */
function folded(rows: readonly Draft[]): readonly Draft[] {
  const kept: Draft[] = [];
  const asked = new Set<Action>();
  for (const row of rows) {
    const above = kept.at(-1);
    // The answer to something that was asked for further up.
    const isAnswer = row.action !== undefined && asked.has(askedFor(row.action));
    if (row.action !== undefined) asked.add(row.action);
    if (above?.action !== undefined && above.action === row.action && !above.paused) {
      kept[kept.length - 1] = isCall(row) ? { ...row, text: `await ${row.text}` } : row;
    } else if (above !== undefined && above.text === 'starts' && above.lane === row.lane) {
      kept[kept.length - 1] = row;
    } else {
      kept.push(isAnswer ? { ...row, text: `◀┄ ${row.text}` } : row);
    }
  }
  return kept;
}

function isCall({ action }: Draft): boolean {
  return action?.kind === 'operation';
}

/** Calls without the name of the object that they all share: columns are narrow. */
function unprefixed(rows: readonly Draft[]): readonly Draft[] {
  const prefix = prefixOf(rows);
  return rows.map((row) => (isCall(row) ? { ...row, text: row.text.replace(prefix, '') } : row));
}

/** What is left out of the names of calls, with its dot. */
export function prefixOf(rows: readonly Draft[]): string {
  const names = new Set(
    rows.filter(isCall).map(({ action }) => (action?.plan.answers ?? action)?.name.split('.', 1)[0] ?? ''),
  );
  const [prefix] = names;
  return names.size === 1 ? `${prefix}.` : '';
}

/** Shortens rows that repeat themselves: once or twice, then how often. */
function collapsed(rows: readonly Draft[]): readonly Draft[] {
  const kept: Draft[] = [];
  for (let index = 0; index < rows.length;) {
    const row = rows[index];
    if (row === undefined) break;
    const found = periods
      .map((period) => ({ period, rounds: roundsAt(rows, index, period) }))
      .find(({ rounds }) => rounds > 3);
    const shown = found === undefined || found.period > shortPeriod ? 1 : 2;
    const taken = (found?.period ?? 1) * shown;
    kept.push(...rows.slice(index, index + taken));
    index += found === undefined ? 1 : found.period * found.rounds;
    if (found === undefined) continue;
    const { serial, memory } = rows[index - 1] ?? row;
    kept.push({ serial, lane: row.lane, text: `… ${found.rounds - shown} more times`, memory, paused: false });
  }
  return kept;
}

/** Most rows in one round of a loop; of rounds longer than `shortPeriod` one is enough. */
const longestPeriod = 20;
const shortPeriod = 4;
const periods = Array.from({ length: longestPeriod }, (_, index) => index + 1);

/** How often the rows from `start` on repeat themselves. */
function roundsAt(rows: readonly Draft[], start: number, period: number): number {
  let end = start + period;
  while (end < rows.length && isSame(rows[end], rows[end - period])) end++;
  return Math.floor((end - start) / period);
}

function isSame(a: Draft | undefined, b: Draft | undefined): boolean {
  return a?.lane === b?.lane && a?.text === b?.text && a?.location?.line === b?.location?.line && a?.note === b?.note;
}

/** Keeps the beginning and the end of a run that has too many rows. */
function shortened(rows: readonly Draft[]): readonly Draft[] {
  const left = rows.length - rowLimit;
  const [middle] = rows.slice(beginning);
  if (left <= 0 || middle === undefined) return rows;
  const { serial = middle.serial } = rows[beginning + left - 1] ?? {};
  const gap: Draft = { serial, lane: middle.lane, text: `… ${left} more steps`, memory: middle.memory, paused: false };
  return [...rows.slice(0, beginning), gap, ...rows.slice(beginning + left)];
}

/** Names without the part before the dot, if they still differ then. */
export function unqualified(names: readonly string[]): readonly string[] {
  const short = names.map((name) => name.slice(name.indexOf('.') + 1));
  return new Set(short).size === short.length ? short : names;
}
