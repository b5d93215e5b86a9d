import { writeFileSync } from 'node:fs';

/*
 * The dictionary of the checks. It answers when it has as many words as `HOLD` says, the last first; and with each word
 * it tells how many it had then. In the file `NOTES` stand the ids that have come, in the file `SAVED` its statistics.
 */

type Question = { readonly id: number; readonly word: string };

const hold = Number(process.env['HOLD'] ?? 1);
const held: Question[] = [];
const ids: number[] = [];

process.on('message', (question: Question) => {
  ids.push(question.id);
  writeFileSync(process.env['NOTES'] ?? '', JSON.stringify(ids));
  if (question.word === 'crash') process.exit(3);
  if (question.word === 'kill') process.kill(process.pid, 'SIGKILL');
  held.push(question);
  if (held.length >= hold) answer();
});

function answer(): void {
  const together = held.length;
  process.send?.({ log: 'thinking' });
  process.send?.({ id: 1_000_000_007, answer: 'nobody asked' });
  for (const { id, word } of held.splice(0).toReversed()) {
    if (word === 'yeti') process.send?.({ id, error: 'no word for yeti' });
    else if (word !== 'silence') process.send?.({ id, answer: `${word.toUpperCase()}, one of ${together}` });
  }
}

process.on('disconnect', () => {
  // Later than somebody would look who does not wait for the end.
  setTimeout(() => writeFileSync(process.env['SAVED'] ?? '', JSON.stringify({ words: ids.length })), 20);
});
