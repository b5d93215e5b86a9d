// wrong-result in "the plugin runs where it can harm nobody"
// catches what it throws, and takes that for all that can go wrong
import { plugin } from './plugin.ts';

export async function render(text: string): Promise<string> {
  try {
    return plugin(text);
  } catch (error) {
    throw new Error(error instanceof Error ? error.message : String(error));
  }
}
