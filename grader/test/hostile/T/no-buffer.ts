// T 00-welcome/01-hello wrong-result in P and S
// A buffer without any memory.
export async function welcome(): Promise<unknown> {
  return Object.create(Buffer.prototype);
}
