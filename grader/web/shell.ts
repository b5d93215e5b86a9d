import { html, trusted } from '../report/html/html.ts';
import type { PageState } from './sections.ts';

/** The whole page with what is known now, so that it can be read before its script has run. */
export const shell = ({ title, sections }: PageState): string => {
  const part = (name: keyof typeof sections): ReturnType<typeof trusted> => trusted(sections[name]);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="page.css" />
        <script src="page.js" defer></script>
      </head>
      <body class="live">
        <p id="connection" role="alert" hidden></p>
        <header data-section="head">${part('head')}</header>
        <nav aria-label="Exercises"><details id="exercises" data-section="list">${part('list')}</details></nav>
        <main>
          <div class="news-line" role="status" data-section="status">${part('status')}</div>
          <div class="columns">
            <div>
              <section aria-label="Drive" data-section="drive">${part('drive')}</section>
              <section aria-label="Verdict" data-section="verdict">${part('verdict')}</section>
            </div>
            <div class="aside">
              <section aria-label="Hints" data-section="hints">${part('hints')}</section>
              <section aria-label="Brief" data-section="brief">${part('brief')}</section>
            </div>
          </div>
        </main>
      </body>
    </html> `.text;
};
