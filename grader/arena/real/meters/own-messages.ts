/** What Node itself sends to start a worker and to print what it prints; */
const startAndOutput = new Set(['upAndRunning', 'loadScript', 'stdioPayload', 'stdioWantsMoreData']);
/** and all that it sends between a worker and its starter. */
const nodesOwn = new Set([...startAndOutput, 'couldNotSerializeError', 'errorMessage']);
/** What the grader sends. */
const ours = new WeakSet<object>();

/** Marks a message that is not the attempt's. */
export function uncounted<Message extends object>(message: Message): Message {
  ours.add(message);
  return message;
}

export function isOfAttempt(message: unknown): boolean {
  if (typeof message !== 'object' || message === null) return true;
  return !ours.has(message) && !nodesOwn.has(typeOf(message));
}

/** Whether no code of the attempt can tell when the message arrives. */
export function isUnheard(message: unknown): boolean {
  return typeof message === 'object' && message !== null && (ours.has(message) || startAndOutput.has(typeOf(message)));
}

function typeOf(message: object): string {
  return 'type' in message ? String(message.type) : '';
}
