/** What is said of a part of Node that no order could be tried with. */
export function refusal(name: string): Error {
  return new Error(
    `${name} is not there in this exercise: its threads run in every order, one operation at a time, with shared memory only`,
  );
}
