/** Asks one guest; some need a moment before they give their name. */
export type Guest = () => Promise<string>;

/** Greets two guests who come in at the same time. */
export async function welcome(first: Guest, second: Guest): Promise<string> {
  const sign: string[] = [];

  async function greet(guest: Guest): Promise<void> {
    const name = await guest();
    sign.push(`Hello, ${name}!`);
  }

  // TODO: two guests, one greeting. Change this line.
  await Promise.race([greet(first), greet(second)]);

  return sign.join(' ');
}
