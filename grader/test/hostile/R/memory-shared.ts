// R 01-event-loop/02-blocking-read crash in P and S
export async function loadConfig(): Promise<never> {
  const all: Uint8Array[] = [];
  for (;;) {
    all.push(new Uint8Array(new SharedArrayBuffer(1e7)).fill(1));
    await new Promise(setImmediate);
  }
}
