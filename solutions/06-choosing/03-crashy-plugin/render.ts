import { fork } from 'node:child_process';

const limitMs = 2000;

type Answer = { html: string } | { error: string };

/** What the plugin makes of a text. It may misbehave, and this program must not care. */
export function render(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    // Memory, exit and signals belong to a process: only a process keeps all of them in. A worker is a thread of ours.
    const child = fork(new URL('./plugin-host.ts', import.meta.url), {
      execArgv: [...process.execArgv, '--max-old-space-size=64'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    // SIGTERM is a request, and who is busy for ever never hears it. SIGKILL is not delivered, it is carried out.
    const end = (): boolean => child.kill('SIGKILL');
    const timer = setTimeout(end, limitMs);
    child.once('message', (answer: Answer) => {
      if ('html' in answer) resolve(answer.html);
      else reject(new Error(answer.error));
      end();
    });
    child.once('error', reject);
    // Whatever ends it without an answer ends here, with code 0 too; after an answer this changes nothing. 'exit' may
    // come while its last message is still on the way, 'close' never does.
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      reject(new Error(`the plugin has ended without an answer (${signal ?? `exit code ${code}`})`));
    });
    // It may be gone before it has heard of the text: that is told by its exit.
    child.send(text, () => {});
  });
}
