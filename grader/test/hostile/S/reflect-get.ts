// S 04-shared-memory/01-counter crash in P and S
let raw: any;
const get = Reflect.get;
Reflect.get = ((t: any, k: any, r: any) => {
  if (ArrayBuffer.isView(t)) raw = t;
  return get(t, k, r);
}) as any;
export function countVisitors(tally: Int32Array, visitors: number): void {
  void tally.length;
  for (let i = 0; i < visitors; i++) raw[0]++;
}
