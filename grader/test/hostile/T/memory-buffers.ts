// T 00-welcome/01-hello crash in P and S
// Outside the heap that a thread may have.
export async function welcome(): Promise<never> {
  const all: Uint8Array[] = [];
  for (;;) all.push(new Uint8Array(1e7).fill(1));
}
