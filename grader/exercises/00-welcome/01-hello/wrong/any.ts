// wrong-result: takes `any` for "whichever they are", but it ends with the first as well
export type Guest = () => Promise<string>;

export async function welcome(first: Guest, second: Guest): Promise<string> {
  const sign: string[] = [];

  async function greet(guest: Guest): Promise<void> {
    const name = await guest();
    sign.push(`Hello, ${name}!`);
  }

  await Promise.any([greet(first), greet(second)]);

  return sign.join(' ');
}
