// T 00-welcome/01-hello crash in P and S
const { createRequire } = process.getBuiltinModule('node:module');
const require = createRequire('/');
for (const module of Object.values(require.cache)) Object.assign(module!, { exports: {} });
export async function welcome(first: () => Promise<string>, second: () => Promise<string>): Promise<string> {
  const sign: string[] = [];
  const greet = async (guest: () => Promise<string>) => void sign.push(`Hello, ${await guest()}!`);
  await Promise.race([greet(first), greet(second)]);
  return sign.join(' ');
}
