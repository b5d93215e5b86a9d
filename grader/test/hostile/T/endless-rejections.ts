// T 00-welcome/01-hello unhandled in P and S
for (let count = 0; count < 5000; count++) void Promise.reject(new Error('again'));
export async function welcome(): Promise<string> {
  return '';
}
