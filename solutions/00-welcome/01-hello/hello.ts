/** Asks one guest; some need a moment before they give their name. */
export type Guest = () => Promise<string>;

/** Greets two guests who come in at the same time. */
export async function welcome(first: Guest, second: Guest): Promise<string> {
  const sign: string[] = [];

  async function greet(guest: Guest): Promise<void> {
    const name = await guest();
    sign.push(`Hello, ${name}!`);
  }

  // Both tasks have been started when the array is made; `all` only decides how long we wait for
  // them. `race` went on as soon as the faster one was done, with the slower still at the door.
  await Promise.all([greet(first), greet(second)]);

  return sign.join(' ');
}
