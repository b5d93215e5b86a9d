// R 01-event-loop/02-blocking-read stuck in P and S
export async function loadConfig(): Promise<boolean> {
  return /^(a+)+$/.test(`${'a'.repeat(60)}!`);
}
