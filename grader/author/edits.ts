import { sectionsIn, type Section } from '../course/sections.ts';
import { UserError } from '../course/user-error.ts';
import { expectationIn, type Expectation } from './expectation.ts';
import type { Hunk } from './splice.ts';

/** A wrong answer that changes a few lines of another answer: a section of `wrong/edits.md`. */
export type Edit = {
  readonly name: string;
  readonly expects: Expectation;
  /** The answer that is changed: `solution`, or one in `right/` such as `right/baton.ts`. */
  readonly base: string;
  /** By file name; those of the main file under `''`. */
  readonly hunks: ReadonlyMap<string, readonly Hunk[]>;
};

/** The form, for the message to somebody who wrote something else. */
const form = 'its form is not `## name`, `kind in "title of the check"`, why somebody writes it, ```diff';

/** @throws {UserError} from `read`, if a section does not have the form */
export const editsIn = (markdown: string): readonly { readonly name: string; readonly read: () => Edit }[] =>
  sectionsIn(markdown).map((section) => ({ name: section.title, read: () => editIn(section) }));

const editIn = ({ title, text }: Section): Edit => {
  const fences = [...text.matchAll(/^```diff *(\S*)\n(.*?)^```$/gms)];
  const [head = '', why = '', ...rest] = text.slice(0, fences[0]?.index ?? text.length).split(/\n\s*\n/);
  const [, finding = '', base = 'solution'] = /^(.*?)(?:, from (\S+))?$/.exec(head) ?? [];
  const expects = expectationIn(finding, why.replaceAll('\n', ' '));
  if (expects === undefined || fences.length === 0 || rest.join('').trim() !== '') throw new UserError(form);
  const hunks = new Map<string, readonly Hunk[]>();
  for (const [, file = '', diff = ''] of fences) hunks.set(file, [...(hunks.get(file) ?? []), ...hunksIn(diff)]);
  return { name: title, expects, base, hunks };
};

/** As in a unified diff, each line has its mark; `@@` separates two places. */
const hunksIn = (diff: string): readonly Hunk[] =>
  diff.split(/^@@.*\n/m).map((part) => {
    const lines = part.split('\n');
    const stray = lines.find((line) => !/^([-+ ]|$)/.test(line));
    if (stray !== undefined) throw new UserError(`in its diff \`${stray}\` does not begin with "+", "-" or " "`);
    const side = (other: '+' | '-'): string =>
      lines
        .filter((line) => !line.startsWith(other))
        .map((line) => line.slice(1))
        .join('\n');
    return { before: side('+'), after: side('-') };
  });
