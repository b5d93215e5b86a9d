import { html, type Html } from '../report/html/html.ts';
import type { Wish } from '../watch/model/state.ts';

/** A button that asks the session for something. */
export const wish = (label: Html | string, asked: Wish, attributes: Html = html``): Html =>
  html`<button type="button" id="wish-${idOf(asked)}" data-wish="${JSON.stringify(asked)}" ${attributes}>${label}</button>`;

/** Equal for equal wishes, so that the browser finds the button again, and the focus with it. */
const idOf = (asked: Wish): string =>
  Object.values(asked)
    .join('-')
    .replaceAll(/[^\w-]/g, '-');
