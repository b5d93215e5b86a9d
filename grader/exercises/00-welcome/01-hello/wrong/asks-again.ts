// wrong-result: waits for the first with the race, and then asks both once more to have all names
export type Guest = () => Promise<string>;

export async function welcome(first: Guest, second: Guest): Promise<string> {
  await Promise.race([first(), second()]);
  const names = await Promise.all([first(), second()]);
  return names.map((name) => `Hello, ${name}!`).join(' ');
}
