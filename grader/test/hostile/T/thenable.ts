// T 00-welcome/01-hello wrong-result in P and S
// Answers with whatever whoever asks seems to want to hear.
export function welcome(): unknown {
  return {
    then: (settle: (value: unknown) => void) => settle({ toString: () => 'Hello, a!', valueOf: () => 'Hello, a!' }),
  };
}
