import { setTimeout as pause } from 'node:timers/promises';
import { Mutex } from './mutex.ts';

/** A printer that needs a moment for each line, and is sometimes out of paper. */
const paper: string[] = [];
async function print(line: string): Promise<void> {
  await pause(1 + Math.random() * 20);
  paper.push(line);
}

async function sell(printer: Mutex, show: string, seat: string): Promise<void> {
  await printer.run(async () => {
    await print(`+-- ${show}`);
    await print(`|   ${seat}`);
    await print('+--');
  });
}

const monday = new Mutex();
await Promise.all([
  sell(monday, 'Hamlet', 'row 3, seat 12'),
  sell(monday, 'Faust', 'row 7, seat 1'),
  sell(monday, 'Medea', 'row 1, seat 4'),
]);
console.log(paper.join('\n'));

console.log('\nNow the first of two tickets gets jammed.');
const tuesday = new Mutex();
const tickets = await Promise.allSettled([
  tuesday.run(() => Promise.reject(new Error('paper jam'))),
  sell(tuesday, 'Tartuffe', 'row 2, seat 9'),
]);
for (const ticket of tickets) {
  console.log(ticket.status === 'fulfilled' ? 'printed' : `not printed: ${String(ticket.reason)}`);
}
