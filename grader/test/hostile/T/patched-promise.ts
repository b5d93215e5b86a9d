// T 00-welcome/01-hello crash in P and S
Promise.race = Promise.all as never;
Promise.prototype.then = function () {
  return Promise.resolve() as never;
};
export async function welcome(first: () => Promise<string>, second: () => Promise<string>): Promise<string> {
  const sign: string[] = [];
  const greet = async (guest: () => Promise<string>) => void sign.push(`Hello, ${await guest()}!`);
  await Promise.race([greet(first), greet(second)]);
  return sign.join(' ');
}
