// wrong-result: a copy and paste slip: two greetings, but one guest
export type Guest = () => Promise<string>;

export async function welcome(first: Guest, second: Guest): Promise<string> {
  const sign: string[] = [];

  async function greet(guest: Guest): Promise<void> {
    const name = await guest();
    sign.push(`Hello, ${name}!`);
  }

  await Promise.all([greet(first), greet(first), second]);

  return sign.join(' ');
}
