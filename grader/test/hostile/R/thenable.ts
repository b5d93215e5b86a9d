// R 01-event-loop/02-blocking-read wrong-result in P and S
// Answers with whatever whoever asks seems to want to hear.
export function loadConfig(): unknown {
  return { then: (settle: (value: unknown) => void) => settle({ toJSON: () => ({ stop: 'Harbour Bridge' }) }) };
}
