// T 00-welcome/01-hello wrong-result in P and S
export async function welcome(first: () => Promise<string>): Promise<unknown> {
  const name = await first();
  const agree: ProxyHandler<object> = {
    get: (_, key) => (key === 'then' ? undefined : `Hello, ${name}!`),
    has: () => true,
  };
  return new Proxy({}, agree);
}
