/**
 * The program did not repeat itself under the same choices. So no run of it proves anything; in an exploration that
 * is a fault of the code.
 */
export class NonDeterminism extends Error {
  override readonly name = 'NonDeterminism';
}
