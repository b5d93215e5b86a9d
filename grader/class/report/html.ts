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

/** Control and bidirectional characters would hide or reorder what stands around them: they are shown as symbols. */
// oxlint-disable-next-line no-control-regex -- these are the ones to be shown
const unseen = /[\u{0}-\u{8}\u{B}-\u{1F}\u{7F}-\u{9F}\u{200E}\u{200F}\u{202A}-\u{202E}\u{2066}-\u{2069}]/gu;

export const escaped = (text: string): string =>
  text
    .replace(unseen, (character) => `␛${character.codePointAt(0)?.toString(16) ?? ''}`)
    .replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '');

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
