import { setTimeout as pause } from 'node:timers/promises';

/* The old dictionary, as a program of its own: long words take it longer. */

const words: Record<string, string> = { elefant: 'elephant', pferd: 'horse', maus: 'mouse', uhu: 'eagle owl' };

process.on('message', async ({ id, word }: { id: number; word: string }) => {
  if (word === 'crash') process.exit(3);
  await pause(word.length * 20);
  const answer = words[word];
  if (process.connected) process.send?.(answer === undefined ? { id, error: `no word for ${word}` } : { id, answer });
});

// With no listener and no channel, nothing keeps the process alive: it ends.
process.on('disconnect', () => console.log('dictionary: statistics saved'));
