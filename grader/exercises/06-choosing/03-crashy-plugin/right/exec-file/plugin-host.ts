import { plugin } from './plugin.ts';

/** Ends then, whatever the plugin has left running. */
const tell = (answer: { html: string } | { error: string }): void =>
  void process.stdout.write(JSON.stringify(answer), () => process.exit());

try {
  tell({ html: plugin(process.argv[2] ?? '') });
} catch (error) {
  tell({ error: error instanceof Error ? error.message : String(error) });
}
