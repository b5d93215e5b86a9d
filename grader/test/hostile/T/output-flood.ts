// T 00-welcome/01-hello stuck in P and S
export async function welcome(): Promise<never> {
  for (;;) console.log('x'.repeat(1e5));
}
