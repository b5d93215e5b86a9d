// R 01-event-loop/02-blocking-read stuck in P and S
export async function loadConfig(): Promise<number[]> {
  return Array.from({ length: 1e4 }, (_, index) => index).sort((a, b) => {
    for (let i = 0; i < 1e6; i++);
    return b - a;
  });
}
