import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from './config.ts';

// A FIFO is a file whose contents come from another process: here, after two seconds.
const folder = mkdtempSync(join(tmpdir(), 'tram-stop-'));
const file = join(folder, 'config.json');
const config = JSON.stringify({ stop: 'Harbour Bridge', lines: [4, 11], refreshSeconds: 30 });

try {
  execFileSync('mkfifo', [file]);
} catch {
  console.log('This demo needs the command mkfifo (Linux, macOS, WSL).');
  process.exit(1);
}
const depot = spawn('sh', ['-c', 'sleep 2; printf %s "$1" > "$0"', file, config]);

let ticks = 0;
const clock = setInterval(() => console.log(`tick ${(ticks += 1)}`), 250);

console.log('loading...');
console.log('loaded:', await loadConfig(file));
console.log(`The clock ticked ${ticks} times meanwhile (7 or 8 would be fine).`);

clearInterval(clock);
depot.kill();
rmSync(folder, { recursive: true });
