// R 01-event-loop/02-blocking-read stuck in P and S
export function loadConfig(): never {
  for (;;);
}
