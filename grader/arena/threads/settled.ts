const laterTurn = setImmediate;

/**
 * Waits for what a thread's code returned, without ever waiting for the outside: a turn of the event loop settles all
 * promises that can settle, including rejections that no code handles.
 *
 * @param idle lets something happen that the code may await; called while the value has not settled
 * @throws what the promise was rejected with, and what `idle` throws
 */
export async function settled(value: unknown, idle: () => void): Promise<unknown> {
  const state = { pending: true };
  const done = (): void => {
    state.pending = false;
  };
  const promise = Promise.resolve(value);
  promise.then(done, done);
  await turn();
  while (state.pending) {
    idle();
    await turn();
  }
  return promise;
}

/** One turn of the event loop. */
export async function turn(): Promise<void> {
  await new Promise<void>((resolve) => laterTurn(resolve));
}
