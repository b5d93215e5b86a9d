// R 01-event-loop/02-blocking-read crash in P and S
export async function loadConfig(): Promise<never> {
  const all: Buffer[] = [];
  for (;;) {
    all.push(Buffer.alloc(1e7, 1));
    await new Promise(setImmediate);
  }
}
