/** What a page is told: the parts that have changed, by name, or that there is nothing more to come. */
export type News =
  | {
      readonly kind: 'state';
      readonly title: string;
      /** The step that the terminal is at, from 0; null when it is elsewhere. */
      readonly row: number | null;
      readonly sections: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'ended' };
