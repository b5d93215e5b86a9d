// wrong-result: collects in a Set "to be safe", and loses one of two guests with one name
export type Guest = () => Promise<string>;

export async function welcome(first: Guest, second: Guest): Promise<string> {
  const sign = new Set<string>();

  async function greet(guest: Guest): Promise<void> {
    const name = await guest();
    sign.add(`Hello, ${name}!`);
  }

  await Promise.all([greet(first), greet(second)]);

  return [...sign].join(' ');
}
