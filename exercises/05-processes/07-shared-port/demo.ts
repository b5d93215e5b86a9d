import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { startService } from './service.ts';

const service = await startService({ port: 0, workers: 3 });
const start = performance.now();

/** A display: asks one question, shows what it is told, and hangs up. */
async function display(journey: string): Promise<void> {
  const connection = connect(service.port, '127.0.0.1');
  let shown = 'no answer: the connection has ended';
  connection.on('error', ({ message }) => (shown = `no answer: ${message}`));
  const lines = createInterface({ input: connection });
  lines.on('error', () => {});
  lines.on('line', (line) => {
    shown = line;
    connection.end();
  });
  connection.write(`${journey}\n`);
  await once(connection, 'close').catch(() => {});
  console.log(`${String(Math.round(performance.now() - start)).padStart(6)} ms  ${journey.padEnd(16)} → ${shown}`);
}

console.log('three displays ask at the same time');
await Promise.all(['Aldby to Corfe', 'Corfe to Dunholm', 'Dunholm to Eske'].map(display));
console.log('one of the next three asks for a journey that crashes the route finder');
await Promise.all(['Aldby to Eske', 'the ghost train', 'Eske to Corfe'].map(display));
console.log('and at once three more');
await Promise.all(['Aldby to Dunholm', 'Corfe to Aldby', 'Dunholm to Aldby'].map(display));
await service.close().then(
  () => console.log('closed'),
  ({ message }: Error) => console.log(`not closed: ${message}`),
);
