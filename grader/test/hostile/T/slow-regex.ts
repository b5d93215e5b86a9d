// T 00-welcome/01-hello stuck in P and S
export async function welcome(): Promise<string> {
  return String(/^(a+)+$/.test(`${'a'.repeat(60)}!`));
}
