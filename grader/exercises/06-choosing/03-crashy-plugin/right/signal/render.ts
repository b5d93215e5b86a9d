import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text as read } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const host = fileURLToPath(new URL('./plugin-host.ts', import.meta.url));

/** Text in by a pipe, HTML out by another; an exit code of 3 says that the plugin threw what stands on stderr. */
export async function render(text: string): Promise<string> {
  const child = spawn(process.execPath, ['--max-old-space-size=64', host], {
    signal: AbortSignal.timeout(2000),
    killSignal: 'SIGKILL',
  });
  const said = Promise.all([read(child.stdout), read(child.stderr)]);
  child.stdin.on('error', () => {});
  child.stdin.end(text);
  const [code, signal] = await once(child, 'close');
  const [html, error] = await said;
  if (code === 3) throw new Error(error);
  if (code !== 0 || !html.startsWith('html:')) throw new Error(`the plugin was ended: ${signal ?? code}`);
  return html.slice('html:'.length);
}
