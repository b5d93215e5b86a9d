import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const tills = 6;
const hall = mkdtempSync(join(tmpdir(), 'hall-'));
writeFileSync(join(hall, 'seats.json'), JSON.stringify({ free: 100 }));

const open = (): ChildProcess => fork(new URL('./till.ts', import.meta.url), ['1'], { cwd: hall, silent: true });
const codes = await Promise.all(Array.from({ length: tills }, async () => (await once(open(), 'exit'))[0]));

console.log(`${tills} tills, each a process, sold one of 100 seats at the same time.`);
console.log(`Exit codes: ${codes.join(', ')}`);
console.log(`seats.json: ${readFileSync(join(hall, 'seats.json'), 'utf8') || '(empty)'}; right is {"free":94}`);
console.log(`In the folder: ${readdirSync(hall).join(', ')}`);
rmSync(hall, { recursive: true });
