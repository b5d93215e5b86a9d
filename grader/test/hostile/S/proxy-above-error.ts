// S 04-shared-memory/01-counter crash in P and S
// No proxy itself: `instanceof` meets one further up.
const above = new Proxy(Error.prototype, {
  getPrototypeOf() {
    throw again;
  },
});
const again: unknown = Object.create(above);
export function countVisitors(): never {
  throw again;
}
