import { readFileSync } from 'node:fs';

/* A command of the night shift, which ends as it is told: `node command.ts exit 3`. */

const [, , how, what = ''] = process.argv;

console.log(`this is ${how}`);
console.error(`${how} has something to complain about`);

if (how === 'exit') process.exitCode = Number(what);
if (how === 'signal') process.kill(process.pid, what);
if (how === 'read') console.log(`${readFileSync(0).length} bytes of input`);
if (how === 'wait') setInterval(() => {}, 60_000);
