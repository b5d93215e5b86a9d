// wrong-result: believes that forEach waits for its async callback
export type Guest = () => Promise<string>;

export async function welcome(first: Guest, second: Guest): Promise<string> {
  const sign: string[] = [];

  [first, second].forEach(async (guest) => {
    sign.push(`Hello, ${await guest()}!`);
  });

  return sign.join(' ');
}
