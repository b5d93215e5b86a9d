/** Something that was planned; tasks happen when they start. */
export type Happening = { readonly happened: boolean };

/** Something that happens once, with its place among all that begins and ends. */
export class Moment implements Happening {
  at = Infinity;

  get happened(): boolean {
    return this.at !== Infinity;
  }
}
