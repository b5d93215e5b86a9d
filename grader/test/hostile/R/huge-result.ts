// R 01-event-loop/02-blocking-read crash in P and S
export async function loadConfig(): Promise<string> {
  return 'x'.repeat(5e6);
}
