import type { Json } from '../../common/exploration.ts';

/*
 * What a program supplied by the kit tells the scenario travels with what it prints, so it has arrived by the time
 * the program has ended. A mark keeps it out of what the learner's code is said to have printed.
 */

const mark = '\u001Eracelings ';

/** @param value to be found among what the program told, in a scenario's outcome */
export function tell(value: Json): void {
  process.stdout.write(`${mark}${JSON.stringify(value)}\n`);
}

/** Separates what a program printed from what it told, perhaps in the middle of a printed line. */
export function partTold(printed: string): { readonly printed: string; readonly told: readonly Json[] } {
  const telling = new RegExp(`${mark}(.*)\n`, 'g');
  const told = [...printed.matchAll(telling)].flatMap(([, text = '']) => parsed(text));
  return { printed: printed.replace(telling, ''), told };
}

/** Nothing for what is not JSON: the attempt can print anything. */
function parsed(text: string): readonly Json[] {
  try {
    return [JSON.parse(text) as Json];
  } catch {
    return [];
  }
}
