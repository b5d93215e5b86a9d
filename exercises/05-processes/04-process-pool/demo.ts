import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { ReaderPool } from './reader-pool.ts';

const pool = new ReaderPool(fileURLToPath(new URL('./reader.ts', import.meta.url)), 2);
const morning = new AbortController();

async function show(page: string): Promise<void> {
  const late = pause(3000, 'nothing, after three seconds', { signal: morning.signal });
  console.log(`${page.padEnd(13)} → ${await Promise.race([pool.read(page).catch(String), late])}`);
}

const pages = ['page 1', 'page 2', 'page 3, stain', 'page 4', 'page 5, torn', 'page 6', 'page 7, stain', 'page 8'];
await Promise.all(pages.map(show));
morning.abort();
await pool.close();
console.log('closed');
