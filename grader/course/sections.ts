/** A second-level Markdown heading, and what is below it. */
export type Section = { readonly title: string; readonly text: string };

/** The `##` sections of a Markdown text; a `##` inside a code fence is not a heading. */
export const sectionsIn = (markdown: string): readonly Section[] => {
  const sections: { title: string; lines: string[] }[] = [];
  let isCode = false;
  for (const line of markdown.split(/\r?\n/)) {
    if (/^\s*(```|~~~)/.test(line)) isCode = !isCode;
    if (!isCode && line.startsWith('## ')) sections.push({ title: line.slice(3).trim(), lines: [] });
    else sections.at(-1)?.lines.push(line);
  }
  return sections.map(({ title, lines }) => ({ title, text: lines.join('\n').trim() }));
};
