/**
 * The program did not repeat itself under the same choices. Nothing can be said about it then: this is never
 * a verdict, but shown as "could not check".
 */
export class NonDeterminism extends Error {
  override readonly name = 'NonDeterminism';
}
