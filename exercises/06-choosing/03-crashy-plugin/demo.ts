import { setTimeout as wait } from 'node:timers/promises';
import { render } from './render.ts';

const tell = async (text: string): Promise<void> => {
  const outcome = await render(text).then(
    (html) => `is rendered: ${html}`,
    (error: unknown) => `is refused: ${error instanceof Error ? error.message : String(error)}`,
  );
  console.log(`"${text}" ${outcome}`);
};

await tell('Rain in the hills');
for (const text of [
  'throw it away',
  'exit by the back door',
  'loop the loop',
  'memory of an elephant',
  'deaf as a post',
]) {
  await tell(text);
  await tell('Sun by the sea');
}
console.log('Now the last one. If this program lives, there is another line.');
await tell('crash and burn');
await wait(100);
console.log('It lives.');
