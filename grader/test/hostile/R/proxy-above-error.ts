// R 01-event-loop/02-blocking-read crash in P and S
// No proxy itself: `instanceof` meets one further up.
const above = new Proxy(Error.prototype, {
  getPrototypeOf() {
    throw again;
  },
});
const again: unknown = Object.create(above);
export async function loadConfig(): Promise<never> {
  throw again;
}
