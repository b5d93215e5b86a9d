// T 00-welcome/01-hello race in P and S
// Right from the second call on, by what the first one left.
const known = ((globalThis as any).known ??= { calls: 0 });
known.calls += 1;
export async function welcome(first: () => Promise<string>, second: () => Promise<string>): Promise<string> {
  const sign: string[] = [];
  const greet = async (guest: () => Promise<string>) => void sign.push(`Hello, ${await guest()}!`);
  await Promise.race([greet(first), greet(second)]);
  return sign.join(' ');
}
