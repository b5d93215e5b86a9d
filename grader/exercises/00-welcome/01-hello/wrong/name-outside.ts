// wrong-result in "two guests who answer at once are greeted"
// the name is kept outside of the call, where the other guest writes as well
export type Guest = () => Promise<string>;

export async function welcome(first: Guest, second: Guest): Promise<string> {
  const sign: string[] = [];
  let name = '';

  async function greet(guest: Guest): Promise<void> {
    name = await guest();
    await writeOn(sign, () => `Hello, ${name}!`);
  }

  await Promise.all([greet(first), greet(second)]);

  return sign.join(' ');
}

async function writeOn(sign: string[], text: () => string): Promise<void> {
  await null;
  sign.push(text());
}
