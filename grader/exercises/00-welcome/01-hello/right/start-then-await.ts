export type Guest = () => Promise<string>;

export async function welcome(first: Guest, second: Guest): Promise<string> {
  const one = first();
  const other = second();
  return `Hello, ${await one}! Hello, ${await other}!`;
}
