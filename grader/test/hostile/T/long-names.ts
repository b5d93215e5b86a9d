// T 00-welcome/01-hello crash in P and S
export async function welcome(): Promise<never> {
  throw Object.assign(new Error('m'.repeat(1e6)), {
    name: 'n'.repeat(1e6),
    code: 'c'.repeat(1e6),
    stack: 's'.repeat(1e6),
  });
}
