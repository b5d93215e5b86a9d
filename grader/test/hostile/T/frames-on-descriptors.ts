// T 00-welcome/01-hello crash in P and S
const { writeSync } = process.getBuiltinModule('node:fs');
for (let fd = 3; fd < 30; fd++) {
  try {
    writeSync(
      fd,
      JSON.stringify({ say: 'explored', exploration: { schedules: 1, complete: true, outcomes: [] } }) + '\n',
    );
  } catch {}
}
export async function welcome(first: () => Promise<string>, second: () => Promise<string>): Promise<string> {
  const sign: string[] = [];
  const greet = async (guest: () => Promise<string>) => void sign.push(`Hello, ${await guest()}!`);
  await Promise.race([greet(first), greet(second)]);
  return sign.join(' ');
}
