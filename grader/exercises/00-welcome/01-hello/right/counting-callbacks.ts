export type Guest = () => Promise<string>;

export function welcome(first: Guest, second: Guest): Promise<string> {
  return new Promise((resolve, reject) => {
    const guests = [first, second];
    let sign = '';
    let missing = guests.length;
    for (const guest of guests) {
      guest().then((name) => {
        sign += `Hello, ${name}! `;
        missing -= 1;
        if (missing === 0) resolve(sign.trimEnd());
      }, reject);
    }
  });
}
