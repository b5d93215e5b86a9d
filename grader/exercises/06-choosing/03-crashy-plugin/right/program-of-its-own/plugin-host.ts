import { fileURLToPath } from 'node:url';
import { plugin } from './plugin.ts';

export function answer(text: string): { html: string } | { error: string } {
  try {
    return { html: plugin(text) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

// Only where it is the program itself.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.once('message', (text: string) => process.send?.(answer(text)));
}
