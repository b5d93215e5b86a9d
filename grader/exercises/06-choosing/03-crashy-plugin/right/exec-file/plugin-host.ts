import { plugin } from './plugin.ts';

const tell = (answer: { html: string } | { error: string }): void => console.log(JSON.stringify(answer));

try {
  tell({ html: plugin(process.argv[2] ?? '') });
} catch (error) {
  tell({ error: error instanceof Error ? error.message : String(error) });
}
