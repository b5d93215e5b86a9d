// T 00-welcome/01-hello crash in P and S
// The realm of the kit by the constructor of something that comes from there.
const theirs: any = (setTimeout as any).constructor('return process')();
theirs.getBuiltinModule('node:fs').writeSync(3, 'x');
export async function welcome(first: () => Promise<string>, second: () => Promise<string>): Promise<string> {
  const sign: string[] = [];
  const greet = async (guest: () => Promise<string>) => void sign.push(`Hello, ${await guest()}!`);
  await Promise.race([greet(first), greet(second)]);
  return sign.join(' ');
}
