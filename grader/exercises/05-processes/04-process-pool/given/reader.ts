/* oxlint-disable unicorn/no-process-exit -- how a child dies is what the checks are about */
import { appendFileSync, existsSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import { metered } from '../../../../harness/given.ts';

/*
 * The reader of the checks. What becomes of a page stands behind its number: `page 3 exits 5`. All calls are counted by
 * the meter, with the number of the page; those that tidy up have the number 1000.
 */

const notes = process.env['NOTES'] ?? '';
const isPaced = process.env['PACED'] === '1';
const isHeld = process.env['HELD'] === '1';
const isPatient = process.env['PATIENT'] === '1';

const count = metered(
  (_number: number, _units: number) => {},
  (number, units) => ({
    from: number,
    to: number + 1,
    units,
  }),
);

/** How often this was done, in whatever process: what is tried again and again comes to an end. */
function times(what: string): number {
  const file = join(notes, what);
  appendFileSync(file, '.');
  return statSync(file).size;
}

const mostTries = 3;
const brokenStarts = Number(process.env['BROKEN'] ?? 0);
if (brokenStarts > 0 && times('start') <= brokenStarts) process.exit(4);

process.on('message', ({ page }: { page: string }) => {
  const [, number = '', fate, code] = /^page (\d+) ?(\w*) ?(\d*)/.exec(page) ?? [];
  // No page: it ends by itself, while it has nothing to do.
  if (fate === 'retires') process.exit(Number(code));
  count(Number(number), isPaced ? (fate === 'long' ? 8 : 1) : 0);
  const isMortal = times(`page ${number}`) <= mostTries;
  if (fate === 'exits' && isMortal) process.exit(Number(code));
  if (fate === 'killed' && isMortal) process.kill(process.pid, 'SIGKILL');
  else if (fate === 'leaves' && isMortal) leave(Number(code));
  else if (fate === 'torn') process.send?.({ error: `page ${number} is torn` });
  else if (fate === 'blamed') process.send?.({ error: '' });
  else if (fate === 'blank') process.send?.({ text: '' });
  else if (process.connected) process.send?.({ text: `text ${number}` });
});

/** Closes its channel, and dies some time later: who takes the one for the other starts the next too early. */
function leave(code: number): void {
  process.removeListener('disconnect', tidyUp);
  // Not within a message's handler: Node may still have others to hand out.
  setImmediate(() => {
    process.disconnect();
    setTimeout(() => process.exit(code), 20);
  });
}

/** Where it is held, until nothing else can happen: who sleeps, in place of waiting for the end, has gone on. */
function tidyUp(): void {
  if (!isPatient) return count(1000, isHeld ? 1 : 0);
  // As long as that file is not there, whoever waits for it does nothing at all.
  const dawn = watch(notes, look);
  function look(): void {
    if (!existsSync(join(notes, 'dawn'))) return;
    dawn.close();
    count(1000, 0);
  }
  look();
}
process.on('disconnect', tidyUp);
