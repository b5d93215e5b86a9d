export type Guest = () => Promise<string>;

export function welcome(first: Guest, second: Guest): Promise<string> {
  const later = second().then((name) => `Hello, ${name}!`);
  return first().then((name) => later.then((greeting) => `${greeting} Hello, ${name}!`));
}
