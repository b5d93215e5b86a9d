// R 01-event-loop/02-blocking-read crash in P and S
export async function loadConfig(): Promise<unknown> {
  const round: Record<string, unknown> = {};
  round.round = round;
  return round;
}
