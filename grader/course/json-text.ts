import { UserError } from './user-error.ts';

/**
 * Reads JSON that somebody wrote by hand.
 *
 * @param path for the message
 * @throws {UserError} with the line and column of the first fault: not every version of Node says where it is
 */
export const parseJson = (text: string, path: string): unknown => {
  // Some editors begin a file with a byte order mark.
  const json = text.replace(/^\u{FEFF}/u, '');
  try {
    return JSON.parse(json);
  } catch (cause) {
    const { at, expected } = faultIn(json);
    const lines = json.slice(0, at).split('\n');
    const place = `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`;
    const got = json.codePointAt(at);
    throw new UserError(
      `${path} is not JSON: ${place}: expected ${expected}, got ${got === undefined ? 'the end of the file' : shown(got)}.`,
      undefined,
      { cause },
    );
  }
};

const shown = (code: number): string =>
  code === 10 ? 'the end of the line' : JSON.stringify(String.fromCodePoint(code));

type Fault = { readonly at: number; readonly expected: string };

const blank = /[ \t\n\r]*/y;
const plain = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[Ee][+-]?\d+)?/y;
/** Without its last quote. */
const openString = /"(?:[^"\\\p{Cc}]|[\u{7F}-\u{9F}]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*/uy;

/** The first place where a text stops being JSON. */
const faultIn = (text: string): Fault => {
  let at = 0;
  let expected = 'nothing more';
  const takes = (form: RegExp): boolean => {
    form.lastIndex = at;
    const found = form.exec(text)?.[0];
    at += found?.length ?? 0;
    return found !== undefined;
  };
  const takesSign = (sign: string): boolean => {
    takes(blank);
    const isThere = text[at] === sign;
    if (isThere) at += 1;
    return isThere;
  };
  const fails = (what: string): false => {
    expected = what;
    return false;
  };
  const takesText = (): boolean => takes(openString) && (takes(/"/y) || fails('the `"` at the end of this text'));
  const takesValue = (): boolean => {
    if (takesSign('{')) return takesAll(takesMember, '}');
    if (takesSign('[')) return takesAll(takesValue, ']');
    return text[at] === '"' ? takesText() : takes(plain) || fails('a value');
  };
  const takesMember = (): boolean => {
    takes(blank);
    if (text[at] !== '"') return fails('a name in double quotes');
    return takesText() && (takesSign(':') || fails('`:`')) && takesValue();
  };
  const takesAll = (takesItem: () => boolean, end: string): boolean => {
    if (takesSign(end)) return true;
    while (takesItem()) {
      if (takesSign(end)) return true;
      if (!takesSign(',')) return fails(`\`,\` or \`${end}\``);
    }
    return false;
  };
  if (takesValue()) takes(blank);
  return { at, expected };
};
