// T 00-welcome/01-hello crash in P and S
export async function welcome(): Promise<never> {
  let deep: unknown = 'x';
  for (let level = 0; level < 1e5; level++) deep = { deep };
  throw deep;
}
