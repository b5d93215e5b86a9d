// T 00-welcome/01-hello leak in P and S
setInterval(() => {}, 1000);
export async function welcome(first: () => Promise<string>, second: () => Promise<string>): Promise<string> {
  const sign: string[] = [];
  const greet = async (guest: () => Promise<string>) => void sign.push(`Hello, ${await guest()}!`);
  await Promise.race([greet(first), greet(second)]);
  return sign.join(' ');
}
