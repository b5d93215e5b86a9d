/**
 * Somebody else's code: turns what a reader wrote into HTML. Most of the time. These words make it do what the worst
 * of the plugins do, so that you can see it.
 * @throws {Error} when the text begins with "throw"
 */
export function plugin(text: string): string {
  const [word] = text.split(' ');
  if (word === 'throw') throw new Error(`cannot read "${text}"`);
  // As a fault in a native module does: the system ends the process at once.
  if (word === 'crash') process.kill(process.pid, 'SIGKILL');
  if (word === 'exit') process.exit(0);
  if (word === 'loop') for (;;);
  if (word === 'deaf') {
    // Listens to the signal that asks it to end, and never comes round to hearing it.
    process.on('SIGTERM', () => {});
    for (;;);
  }
  if (word === 'memory') for (const pages: number[][] = []; ;) pages.push(Array.from({ length: 10_000 }, Math.random));
  return `<p>${text}</p>`;
}
