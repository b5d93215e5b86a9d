export const countVisitors = (tally: Int32Array, visitors: number): void => {
  while (visitors-- > 0) Atomics.sub(tally, 0, -1);
};
