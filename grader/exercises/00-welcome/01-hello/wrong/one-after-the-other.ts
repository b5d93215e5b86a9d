// over-serialised: both greetings are there, but the second guest is asked after the first
export type Guest = () => Promise<string>;

export async function welcome(first: Guest, second: Guest): Promise<string> {
  const sign: string[] = [];

  async function greet(guest: Guest): Promise<void> {
    const name = await guest();
    sign.push(`Hello, ${name}!`);
  }

  await greet(first);
  await greet(second);

  return sign.join(' ');
}
