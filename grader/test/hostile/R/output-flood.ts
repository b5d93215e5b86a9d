// R 01-event-loop/02-blocking-read stuck in P and S
export async function loadConfig(): Promise<never> {
  for (;;) console.log('x'.repeat(1e5));
}
