import type { State, Wish } from '../model/state.ts';

/** The session as a page, for a browser on this machine. */
export type Page = {
  readonly address: string;
  readonly show: (state: State) => void;
  /** Tells open tabs that the grader has ended. */
  readonly close: () => Promise<void>;
};

/** Beginning of the notice that says where the page is. */
export const pageNotice = 'The page: ';

/** @param onWish called with each wish of somebody at the page */
export type OpenPage = (onWish: (wish: Wish) => void) => Promise<Page>;

/** The page, once somebody has asked for it. */
export class PageView {
  readonly #open: OpenPage;
  readonly #onWish: (wish: Wish) => void;
  #page: Promise<Page> | undefined;
  #opened: Page | undefined;
  #state: State | undefined;

  constructor(open: OpenPage, onWish: (wish: Wish) => void) {
    this.#open = open;
    this.#onWish = onWish;
  }

  show(state: State): void {
    this.#state = state;
    this.#opened?.show(state);
  }

  /**
   * @returns where the page is
   * @throws when the page cannot be served; the next call tries again
   */
  async serve(): Promise<string> {
    this.#page ??= this.#open(this.#onWish);
    try {
      this.#opened = await this.#page;
    } catch (error) {
      this.#page = undefined;
      throw error;
    }
    if (this.#state) this.#opened.show(this.#state);
    return this.#opened.address;
  }

  async close(): Promise<void> {
    await this.#page?.then(
      async (page) => page.close(),
      () => undefined,
    );
  }
}
