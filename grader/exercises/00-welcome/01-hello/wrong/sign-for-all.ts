// race: the sign hangs in the module "to be wiped when somebody comes", so two calls share it
export type Guest = () => Promise<string>;

let sign: string[] = [];

export async function welcome(first: Guest, second: Guest): Promise<string> {
  sign = [];

  async function greet(guest: Guest): Promise<void> {
    const name = await guest();
    sign.push(`Hello, ${name}!`);
  }

  await Promise.all([greet(first), greet(second)]);

  return sign.join(' ');
}
