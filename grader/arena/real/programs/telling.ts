import type { Json } from '../../common/exploration.ts';

/*
 * What a program that the kit supplies tells the scenario goes the way of what it prints, so that it is there when the
 * program has ended. It is marked, as the learner must not be told that their code printed it.
 */

const mark = '\u001Eracelings ';

/** @param value to be found among what the program told, in a scenario's outcome */
export function tell(value: Json): void {
  process.stdout.write(`${mark}${JSON.stringify(value)}\n`);
}

/** Parts what a program printed from what it told; its last line may have had no end when it told something. */
export function partTold(printed: string): { readonly printed: string; readonly told: readonly Json[] } {
  const telling = new RegExp(`${mark}(.*)\n`, 'g');
  const told = [...printed.matchAll(telling)].flatMap(([, text = '']) => parsed(text));
  return { printed: printed.replace(telling, ''), told };
}

/** Nothing for what is no JSON: the attempt can print anything. */
function parsed(text: string): readonly Json[] {
  try {
    return [JSON.parse(text) as Json];
  } catch {
    return [];
  }
}
