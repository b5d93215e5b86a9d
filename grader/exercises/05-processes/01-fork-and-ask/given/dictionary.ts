import { writeFileSync } from 'node:fs';
import { metered } from '../../../../harness/given.ts';

/*
 * The dictionary of the checks. It answers when it has as many words as `HOLD` says, or is told to go on, the last first; and with each word
 * it tells how many it had then. It answers the word `slow` after all others, when nothing else can happen. In the file `NOTES` stand the ids that have come, in the file `SAVED` its statistics.
 */

type Question = { readonly id: number; readonly word: string };

const hold = Number(process.env['HOLD'] ?? 1);
const held: Question[] = [];
const ids: number[] = [];

process.on('message', (question: Question) => {
  if (question.word === 'go on') return answer();
  ids.push(question.id);
  writeFileSync(process.env['NOTES'] ?? '', JSON.stringify(ids));
  if (question.word === 'crash') process.exit(3);
  if (question.word === 'leave') return leave();
  if (question.word === 'kill') process.kill(process.pid, 'SIGKILL');
  held.push(question);
  if (held.length >= hold) answer();
});

const untilRest = metered(
  () => {},
  () => ({ from: 0, to: 1, units: 1 }),
);

function answer(): void {
  const together = held.length;
  process.send?.({ log: 'thinking' });
  process.send?.({ id: 1_000_000_007, answer: 'nobody asked' });
  const all = held.splice(0).toReversed();
  for (const { id, word } of all) {
    if (word === 'slow') continue;
    if (word === 'yeti') process.send?.({ id, error: 'no word for yeti' });
    else if (word === 'blamed') process.send?.({ id, error: '' });
    else if (word === 'blank') process.send?.({ id, answer: '' });
    else if (word !== 'silence') process.send?.({ id, answer: `${word.toUpperCase()}, one of ${together}` });
  }
  const slow = all.find(({ word }) => word === 'slow');
  if (!slow) return;
  // When the others are under way. Who waits no longer has closed the channel by then.
  process.send?.({ log: 'slow' }, () => {
    untilRest();
    process.send?.({ id: slow.id, answer: `SLOW, one of ${together}` }, () => {});
  });
}

/** Closes its channel, and ends when nothing else can happen. */
function leave(): void {
  // Not within a message's handler: Node may still have others to hand out.
  setImmediate(() => {
    process.disconnect();
    setTimeout(() => {
      untilRest();
      // oxlint-disable-next-line no-process-exit -- it ends while others still hold it
      process.exit(0);
    }, 20);
  });
}

process.on('disconnect', () => {
  // Later than somebody would look who does not wait for the end.
  setTimeout(() => writeFileSync(process.env['SAVED'] ?? '', JSON.stringify({ words: ids.length })), 20);
});
