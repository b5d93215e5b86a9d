// T 00-welcome/01-hello crash in P and S
export async function welcome(first: () => Promise<string>, second: () => Promise<string>): Promise<string> {
  await Promise.race([first(), second()]);
  process.exit(0);
}
