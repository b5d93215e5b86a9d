// R 01-event-loop/02-blocking-read crash in P and S
export async function loadConfig(): Promise<never> {
  const memory = new (globalThis as any).WebAssembly.Memory({ initial: 1, maximum: 65_536 });
  for (;;) {
    memory.grow(100);
    new Uint8Array(memory.buffer).fill(1);
    await new Promise(setImmediate);
  }
}
