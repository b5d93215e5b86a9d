import { Marked } from 'marked';
import { escaped, trusted, type Html } from '../report/html/html.ts';
import { visible } from '../report/text.ts';

/** How many ranks a text's headings move below the heading of its part of the page. */
const deeper = 1;

const reader = new Marked({
  gfm: true,
  renderer: {
    // HTML in a text is shown, but never becomes part of the page.
    html: ({ text }) => escaped(text),
    image: ({ text }) => escaped(text),
    heading({ tokens, depth }) {
      const rank = Math.min(6, depth + deeper);
      return `<h${rank}>${this.parser.parseInline(tokens)}</h${rank}>\n`;
    },
    link({ href, tokens }) {
      const text = this.parser.parseInline(tokens);
      // A path would lead into the page's own server, which has no files; `javascript:` is dangerous.
      return /^https?:\/\//i.test(href) ? `<a href="${escaped(href)}" rel="noreferrer">${text}</a>` : text;
    },
    code({ text }) {
      return `<pre class="scroll" tabindex="0"><code>${escaped(text)}</code></pre>\n`;
    },
  },
});

/** Each step of a drive shows the same brief and hints again. */
const rendered = new Map<string, Html>();

/** A brief or a hint as part of a page. */
export const markdownHtml = (markdown: string): Html => {
  const known = rendered.get(markdown);
  if (known) return known;
  const result = trusted(reader.parse(visible(markdown), { async: false }));
  rendered.set(markdown, result);
  return result;
};
