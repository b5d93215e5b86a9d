import { visible } from '../text.ts';

/** HTML that is safe to join: all else that goes into it is escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | string | number | undefined | false | readonly Part[];

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escaped = (text: string): string =>
  // What would hide or reorder the text around it is shown as a symbol, as in a terminal.
  visible(text).replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '');

const joined = (part: Part): string => {
  if (part === undefined || part === false) return '';
  if (part instanceof Html) return part.text;
  return typeof part === 'object' ? part.map(joined).join('') : escaped(String(part));
};

/** A template whose holes are escaped, unless they are HTML themselves. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(texts.map((text, index) => text + joined(parts[index])).join(''));

/** For our own constants only: a style sheet, a script. */
export const trusted = (text: string): Html => new Html(text);
