import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const host = fileURLToPath(new URL('./plugin-host.ts', import.meta.url));

/** A program that is given the text, and prints what came of it as a line of JSON. */
export async function render(text: string): Promise<string> {
  const { stdout } = await run(process.execPath, ['--max-old-space-size=64', host, text], {
    timeout: 2000,
    killSignal: 'SIGKILL',
  });
  const answer: { html?: string; error?: string } = JSON.parse(stdout);
  if (answer.html === undefined) throw new Error(answer.error);
  return answer.html;
}
