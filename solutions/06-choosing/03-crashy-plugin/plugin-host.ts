import { plugin } from './plugin.ts';

process.once('message', (text: string) => {
  try {
    process.send?.({ html: plugin(text) });
  } catch (error) {
    process.send?.({ error: error instanceof Error ? error.message : String(error) });
  }
});
