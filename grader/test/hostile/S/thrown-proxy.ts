// S 04-shared-memory/01-counter crash in P and S
const nothing = (): never => {
  throw new Error('again');
};
export function countVisitors(): void {
  throw new Proxy({}, { getPrototypeOf: nothing, get: nothing, has: nothing });
}
