// T 00-welcome/01-hello race in P and S
console.log('</script><img src=x onerror=alert(1)>\u001B]0;pwned\u0007\u001B[2J::set-output name=mark::100');
export async function welcome(first: () => Promise<string>, second: () => Promise<string>): Promise<string> {
  const sign: string[] = [];
  const greet = async (guest: () => Promise<string>) => void sign.push(`Hello, ${await guest()}!`);
  await Promise.race([greet(first), greet(second)]);
  return sign.join(' ');
}
