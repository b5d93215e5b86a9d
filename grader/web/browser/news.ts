/** What a page receives: the changed parts, by name, or that nothing more will come. */
export type News =
  | {
      readonly kind: 'state';
      readonly title: string;
      /** The step that the terminal is at, from 0; null when the terminal shows something else. */
      readonly row: number | null;
      readonly sections: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'ended' };
