import type { Style } from './style.ts';
import { displayWidth, padEnd, printable, toAscii, wrap } from './text.ts';

type Block =
  | { readonly kind: 'heading' | 'text'; readonly text: string }
  | { readonly kind: 'item'; readonly mark: string; readonly indent: number; readonly text: string }
  | { readonly kind: 'code'; readonly lines: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] };

/**
 * Markdown for a terminal: as much of it as briefs and hints need. Text is wrapped once, at the given width;
 * code keeps its lines.
 */
export const renderMarkdown = (markdown: string, style: Style): readonly string[] => {
  const clean = (text: string): string => (style.ascii ? toAscii(printable(text)) : printable(text));
  const lines: string[] = [];
  let last: Block['kind'] | undefined;
  for (const block of blocksOf(clean(markdown).split(/\r?\n/))) {
    // Items stand together; all else is set apart.
    if (lines.length > 0 && !(block.kind === 'item' && last === 'item')) lines.push('');
    lines.push(...linesOf(block, style));
    last = block.kind;
  }
  return lines;
};

const styles = [
  ['\u001b[1m', '\u001b[22m'],
  ['\u001b[36m', '\u001b[39m'],
] as const;

/**
 * Like `wrap`, but a style that continues in the next line ends and begins anew: the cell or line beside it must not
 * have it.
 */
const wrapStyled = (text: string, width: number): readonly string[] => {
  let open = '';
  return wrap(text, width).map((line) => {
    const whole = open + line;
    const unended = styles.filter(([begin, end]) => whole.lastIndexOf(begin) > whole.lastIndexOf(end));
    open = unended.map(([begin]) => begin).join('');
    return whole + unended.map(([, end]) => end).join('');
  });
};

const linesOf = (block: Block, { colors, width }: Style): readonly string[] => {
  const inline = (text: string): string =>
    text
      .replace(/\*\*([^*]+)\*\*/g, (_, bold: string) => colors.bold(bold))
      .replace(/`([^`]+)`/g, (_, code: string) => colors.cyan(colors.isColorSupported ? code : `\`${code}\``));
  switch (block.kind) {
    case 'heading':
      return wrap(block.text, width).map(colors.bold);
    case 'text':
      return wrapStyled(inline(block.text), width);
    case 'item': {
      const { mark, indent, text } = block;
      const hang = indent + mark.length + 1;
      return wrapStyled(inline(text), width - hang).map((line, index) =>
        index === 0 ? `${' '.repeat(indent)}${mark} ${line}` : ' '.repeat(hang) + line,
      );
    }
    case 'code':
      return block.lines.flatMap((line) => wrap(`    ${line}`, width)).map(colors.cyan);
    case 'table': {
      const [head = [], ...rows] = block.rows;
      const first = Math.max(...block.rows.map(([cell = '']) => displayWidth(inline(cell))));
      const left = Math.min(first, Math.floor(width / 2));
      return [head, ...rows].flatMap(([cell = '', ...rest], index) => {
        const cells = wrapStyled(inline(cell), left);
        const texts = wrapStyled(inline(rest.join('  ')), width - left - 2);
        return Array.from({ length: Math.max(cells.length, texts.length) }, (_, line) => {
          const text = `${padEnd(cells[line] ?? '', left)}  ${texts[line] ?? ''}`.trimEnd();
          return index === 0 ? colors.bold(text) : text;
        });
      });
    }
  }
};

const blocksOf = (lines: readonly string[]): readonly Block[] => {
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? '';
    const fence = /^\s*(```|~~~)/.exec(line)?.[1];
    const item = /^(\s*)([-*]|\d+\.) +(.*)$/.exec(line);
    if (fence !== undefined) {
      const end = lines.findIndex((other, index) => index > at && other.trimStart().startsWith(fence));
      const to = end < 0 ? lines.length : end;
      blocks.push({ kind: 'code', lines: lines.slice(at + 1, to) });
      at = to + 1;
    } else if (line.startsWith('|')) {
      const to = lines.findIndex((other, index) => index > at && !other.startsWith('|'));
      const rows = lines.slice(at, to < 0 ? undefined : to).map(cellsOf);
      blocks.push({ kind: 'table', rows: rows.filter((row) => !row.every((cell) => /^:?-+:?$/.test(cell))) });
      at += rows.length;
    } else if (/^#+ /.test(line)) {
      blocks.push({ kind: 'heading', text: line.replace(/^#+ /, '') });
      at++;
    } else if (line.trim() === '') {
      at++;
    } else {
      const end = lines.findIndex(
        (other, index) => index > at && /^\s*$|^\s*(```|~~~|[-*] |\d+\. )|^#|^\|/.test(other),
      );
      const [first, ...rest] = lines.slice(at, end < 0 ? undefined : end);
      const text = [item?.[3] ?? first, ...rest].map((part) => part?.trim()).join(' ');
      blocks.push(
        item
          ? { kind: 'item', mark: item[2] === '*' ? '-' : (item[2] ?? '-'), indent: item[1]?.length ?? 0, text }
          : { kind: 'text', text },
      );
      at += rest.length + 1;
    }
  }
  return blocks;
};

const cellsOf = (row: string): readonly string[] =>
  row
    .replace(/^\||\|\s*$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll(String.raw`\|`, '|'));
