/** Adds to a total that several threads share. Its first element is the total. */
export function add(total: Int32Array, amount: number): void {
  // TODO: say here what the learner can see of the fault, without its cause.
  total[0] = (total[0] ?? 0) + amount;
}
