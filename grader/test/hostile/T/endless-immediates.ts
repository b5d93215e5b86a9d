// T 00-welcome/01-hello livelock in P and S
export function welcome(): Promise<never> {
  const again = (): void => void setImmediate(again);
  again();
  return new Promise(() => {});
}
