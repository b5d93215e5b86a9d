import { createHash } from 'node:crypto';
import { html, trusted, type Html } from './html.ts';

export type DocumentParts = {
  readonly title: string;
  /** Our own text, as `script`. */
  readonly styles: string;
  readonly script: string;
  readonly body: Html;
};

/** One file that needs no network and runs no script but its own. */
export const htmlDocument = ({ title, styles, script, body }: DocumentParts): string => {
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <style>${trusted(styles)}</style>
      </head>
      <body>
        ${body}
        <script>${trusted(script)}</script>
      </body>
    </html> `.text;
};
