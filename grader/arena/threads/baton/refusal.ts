/** The error for a part of Node with which no orders could be tried. */
export function refusal(name: string): Error {
  return new Error(
    `${name} is not there in this exercise: its threads run in every order, one operation at a time, with shared memory only`,
  );
}
