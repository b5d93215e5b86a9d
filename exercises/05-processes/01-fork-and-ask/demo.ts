import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { Translator } from './translator.ts';

const translator = new Translator(fileURLToPath(new URL('./dictionary.ts', import.meta.url)));

async function show(word: string): Promise<void> {
  const late = pause(2000, 'nothing, after two seconds', { ref: false });
  const told = await Promise.race([translator.ask(word).catch(String), late]);
  console.log(`${word.padEnd(8)} → ${told}`);
}

await Promise.all(['elefant', 'pferd', 'maus', 'uhu', 'yeti'].map(show));
await Promise.all(['elefant', 'crash'].map(show));
await translator.close();
console.log('closed');
