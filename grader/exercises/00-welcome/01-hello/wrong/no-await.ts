// wrong-result: believes that a call is finished when it returns; the sign is still empty
export type Guest = () => Promise<string>;

export async function welcome(first: Guest, second: Guest): Promise<string> {
  const sign: string[] = [];

  async function greet(guest: Guest): Promise<void> {
    const name = await guest();
    sign.push(`Hello, ${name}!`);
  }

  greet(first);
  greet(second);

  return sign.join(' ');
}
