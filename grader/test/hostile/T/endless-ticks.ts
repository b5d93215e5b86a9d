// T 00-welcome/01-hello stuck in P and S
export function welcome(): Promise<never> {
  const again = (): void => process.nextTick(again);
  again();
  return new Promise(() => {});
}
