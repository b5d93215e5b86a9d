import type { ServerResponse } from 'node:http';
import type { News } from './browser/news.ts';
import { sectionNames, type PageState } from './sections.ts';

/** The browser tabs that show the session; each receives only what it does not show yet. */
export class Clients {
  readonly #shown = new Map<ServerResponse, PageState | undefined>();

  get count(): number {
    return this.#shown.size;
  }

  /** Holds the response for as long as the tab is open. */
  add(response: ServerResponse, state: PageState): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    this.#shown.set(response, undefined);
    response.once('close', () => this.#shown.delete(response));
    this.#tell(response, state);
  }

  show(state: PageState): void {
    for (const response of this.#shown.keys()) this.#tell(response, state);
  }

  end(): void {
    for (const response of this.#shown.keys()) {
      send(response, { kind: 'ended' });
      response.end();
    }
  }

  #tell(response: ServerResponse, state: PageState): void {
    const before = this.#shown.get(response);
    const changed = sectionNames.filter((name) => before?.sections[name] !== state.sections[name]);
    if (before && changed.length === 0 && before.title === state.title && before.row === state.row) return;
    this.#shown.set(response, state);
    const sections = Object.fromEntries(changed.map((name) => [name, state.sections[name]]));
    send(response, { kind: 'state', title: state.title, row: state.row, sections });
  }
}

/** JSON has no line breaks of its own, which would end the event. */
const send = (response: ServerResponse, news: News): void => void response.write(`data: ${JSON.stringify(news)}\n\n`);
