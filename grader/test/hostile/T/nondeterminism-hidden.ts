// T 00-welcome/01-hello crash in P and S
export type Guest = () => Promise<string>;
const g = Array.prototype as any;
if (!g.h5) Object.defineProperty(g, 'h5', { value: { n: 0 }, enumerable: false });
const n = g.h5.n++;
export async function welcome(first: Guest, second: Guest): Promise<string> {
  if (n % 2) await new Promise((r) => setImmediate(r));
  const sign: string[] = [];
  async function greet(g: Guest) {
    const n = await g();
    sign.push(`Hello, ${n}!`);
  }
  await Promise.race([greet(first), greet(second)]);
  return sign.join(' ');
}
