// T 00-welcome/01-hello crash in P and S
export async function welcome(): Promise<never> {
  const all: unknown[] = [];
  for (;;) all.push(new Array(1e5).fill(all.length));
}
