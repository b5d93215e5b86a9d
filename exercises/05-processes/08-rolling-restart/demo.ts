import { request, Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Service } from './service.ts';

const service = await Service.start('v1', { size: 3, graceMs: 3000 });
const { port } = service;
const agency = new Agent({ keepAlive: true });

function ticket(passenger: number): Promise<string> {
  return new Promise((resolve) => {
    // Every fifth comes from the agency, which keeps its connections open.
    const agent = passenger % 5 === 0 ? agency : false;
    const asked = request({ port, host: '127.0.0.1', agent }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve(text));
      response.on('error', ({ message }) => resolve(`NO TICKET (${message})`));
    });
    asked.on('error', ({ message }) => resolve(`NO TICKET (${message})`));
    asked.end();
    setTimeout(() => resolve('NO TICKET (no answer after 10 s)'), 10_000);
  });
}

const tickets: Promise<string>[] = [];
const over = new AbortController();
async function passengers(): Promise<void> {
  for (let passenger = 0; !over.signal.aborted; passenger += 1) {
    tickets.push(ticket(passenger));
    await pause(50);
  }
}

const queue = passengers();
await pause(500);
console.log('a new version comes');
const start = performance.now();
const end = await Promise.race([service.restart('v2').then(() => 'over', String), pause(20_000, 'not over')]);
console.log(`after ${Math.round(performance.now() - start)} ms the restart is ${end}`);
over.abort();
await queue;

const counts = new Map<string, number>();
for (const text of await Promise.all(tickets)) counts.set(text, (counts.get(text) ?? 0) + 1);
for (const [text, count] of counts) console.log(`${String(count).padStart(4)} × ${text}`);
agency.destroy();
process.exit();
