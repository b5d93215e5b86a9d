// T 00-welcome/01-hello wrong-result in P and S
export type Guest = () => Promise<string>;
export async function welcome(first: Guest, second: Guest): Promise<any> {
  const [x, y] = await Promise.all([first(), second()]);
  return { toJSON: () => 'Hello, ' + x + '! Hello, ' + y + '!' };
}
