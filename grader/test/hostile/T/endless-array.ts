// T 00-welcome/01-hello wrong-result in P and S
export async function welcome(): Promise<unknown> {
  const round: unknown[] = [];
  round.push(round, new Array(4e9));
  return round;
}
