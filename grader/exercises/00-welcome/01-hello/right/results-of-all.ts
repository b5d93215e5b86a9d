export type Guest = () => Promise<string>;

export async function welcome(...guests: readonly [Guest, Guest]): Promise<string> {
  const names = await Promise.all(guests.map((guest) => guest()));
  return names.map((name) => `Hello, ${name}!`).join(' ');
}
