// over-serialised: asks the second guest a little later, "so that they do not talk at once"
export type Guest = () => Promise<string>;

export async function welcome(first: Guest, second: Guest): Promise<string> {
  const one = first();
  await new Promise((resolve) => setTimeout(resolve, 10));
  const other = second();
  return `Hello, ${await one}! Hello, ${await other}!`;
}
