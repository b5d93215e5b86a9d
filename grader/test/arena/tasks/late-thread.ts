import { existsSync, writeFileSync } from 'node:fs';

/* Never begins, the first time that it is started; then it is the kit's thread. */

const tried = new URL('tried', import.meta.url);
if (existsSync(tried)) await import('../../../arena/tasks/thread.ts');
else {
  writeFileSync(tried, '');
  setInterval(() => {}, 60_000);
}
