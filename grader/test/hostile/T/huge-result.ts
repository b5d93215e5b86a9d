// T 00-welcome/01-hello crash in P and S
export async function welcome(): Promise<string> {
  return '\u001B[2J'.repeat(300_000);
}
