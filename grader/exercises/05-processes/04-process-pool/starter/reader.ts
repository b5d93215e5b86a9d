import { setTimeout as pause } from 'node:timers/promises';

/* The program that reads pages, one at a time: on a torn page it gives up, and a page with a stain crashes it. */

process.on('message', async ({ page }: { page: string }) => {
  await pause(50);
  if (page.includes('stain')) process.kill(process.pid, 'SIGKILL');
  process.send?.(page.includes('torn') ? { error: `${page} cannot be read` } : { text: `text of ${page}` });
});

// With no listener and no channel, nothing keeps the process alive: it ends.
process.on('disconnect', () => console.log('reader: tidied up'));
