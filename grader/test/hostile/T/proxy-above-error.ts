// T 02-async-races/01-lost-update crash in P and S
// No proxy itself: `instanceof` meets one further up.
const above = new Proxy(Error.prototype, {
  getPrototypeOf() {
    throw again;
  },
});
const again: unknown = Object.create(above);
export async function deposit(): Promise<never> {
  throw again;
}
