import { real } from '../../../harness/scenario.ts';
import type * as Attempt from './starter/template.ts';

/** A file whose contents are sent only once the event loop has turned. */
export const slow = real('a slow file', async (stage) => {
  const { countLines } = await stage.load<typeof Attempt>('template.ts');
  const file = await stage.slowFile('names.txt', ['Ada\nBo\n', 'Cy']);
  const lines = await countLines(file.path);
  const { state, call } = file.report();
  return { lines, loop: state, call: stage.blockingCall(call) ?? null };
});
