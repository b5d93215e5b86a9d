// R 01-event-loop/02-blocking-read wrong-result in P and S
export async function loadConfig(): Promise<unknown> {
  const agree: ProxyHandler<object> = { get: (_, key) => (key === 'then' ? undefined : 30), has: () => true };
  return new Proxy({}, agree);
}
