import { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { runPipeline, type Command } from './pipeline.ts';

const tool = fileURLToPath(new URL('./tool.ts', import.meta.url));
const days = 60;

/** One reading per second, day by day. */
function* readings(): Generator<string> {
  for (let day = 0; day < days; day += 1) {
    yield Array.from({ length: 86_400 }, (_, second) => `${((day * 7 + second) % 1000).toString(36)}\n`).join('');
  }
}

process.on('uncaughtException', (error) => {
  console.log(`The whole program ends here: ${error.message}`);
  process.exit();
});

for (const line of ['unpack | clean | average', 'unpack | break | average', 'unpack | clean | head 3']) {
  console.log(`\n${line}`);
  const commands = line.split(' | ').map((words): Command => ({
    file: process.execPath,
    args: [tool, ...words.split(' ')],
  }));
  const screen = new Writable({
    write: (piece, _encoding, done) => void process.stdout.write(piece, done),
  });
  const endings = await runPipeline(commands, Readable.from(readings()), screen);
  console.log(JSON.stringify(endings));
  console.log(`at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB of memory so far`);
}
