// wrong-result: `sign += await …` reads the sign before it waits, so the last one overwrites
export type Guest = () => Promise<string>;

export async function welcome(first: Guest, second: Guest): Promise<string> {
  let sign = '';

  async function greet(guest: Guest): Promise<void> {
    sign += `Hello, ${await guest()}! `;
  }

  await Promise.all([greet(first), greet(second)]);

  return sign.trim();
}
