import { describe, expect, test } from 'vitest';
import { attempts, outcomesOf } from './attempts.ts';

const attempt = attempts();

describe('cache stampede', () => {
  const scenarios = `export const scenario = tasks('two misses at once', (stage) => {
    const { createCache } = stage.load('cache.ts');
    const db = { load: (key) => stage.operation({ name: 'db.load', args: [key], run: () => key.toUpperCase() }) };
    const cache = createCache(db);
    stage.task('get 1', () => cache.get('x'));
    stage.task('get 2', () => cache.get('x'));
    return () => stage.calls('db.load');
  });`;

  test('a check before an await loads twice', async () => {
    const { explore } = await attempt(
      {
        'cache.ts': `export function createCache(db) {
          const values = new Map();
          return { async get(key) {
            if (!values.has(key)) values.set(key, await db.load(key));
            return values.get(key);
          } };
        }`,
      },
      scenarios,
    );
    expect(outcomesOf(await explore())).toEqual(['2 × 1', '4 × 2']);
  });

  test('keeping the promise loads once', async () => {
    const { explore } = await attempt(
      {
        'cache.ts': `export function createCache(db) {
          const values = new Map();
          return { get(key) {
            if (!values.has(key)) values.set(key, db.load(key));
            return values.get(key);
          } };
        }`,
      },
      scenarios,
    );
    expect(outcomesOf(await explore())).toEqual(['4 × 1']);
  });
});

describe('last response wins', () => {
  const scenarios = `export const scenario = tasks('typing twice', (stage) => {
    const { createSearch } = stage.load('search.ts');
    const api = stage.http('api', ({ url }) => ({ body: url }));
    const shown = stage.cell('shown', '');
    const search = createSearch(api, (result) => { shown.value = result; });
    const first = stage.event('types a', () => search('a'));
    stage.event('types ab', () => search('ab'), { after: first });
    return () => shown.value;
  });`;

  test('the answer to an older question can come last', async () => {
    const { explore } = await attempt(
      {
        'search.ts': `export function createSearch(api, show) {
          return async (text) => { show(await (await api.fetch(text)).json()); };
        }`,
      },
      scenarios,
    );
    expect(outcomesOf(await explore())).toEqual(['2 × a', '3 × ab']);
  });

  test('aborting the older question shows only the newest answer', async () => {
    const { explore } = await attempt(
      {
        'search.ts': `export function createSearch(api, show) {
          let current = new AbortController();
          return async (text) => {
            current.abort();
            const { signal } = (current = new AbortController());
            try {
              show(await (await api.fetch(text, { signal })).json());
            } catch (error) {
              if (!signal.aborted) throw error;
            }
          };
        }`,
      },
      scenarios,
    );
    expect(outcomesOf(await explore())).toEqual(['2 × ab']);
  });
});

describe('double submit', () => {
  const scenarios = `export const scenario = tasks('two clicks', (stage) => {
    const { createForm } = stage.load('form.ts');
    const api = stage.http('api', () => ({ status: 201 }), { mayFail: ['fetch'] });
    const form = createForm(api);
    stage.task('click 1', () => form.submit());
    stage.task('click 2', () => form.submit());
    return () => ({ orders: stage.calls('api.fetch'), busy: form.busy });
  });`;

  test('two clicks can order twice', async () => {
    const { explore } = await attempt(
      {
        'form.ts': `export function createForm(api) {
          return { busy: false, async submit() {
            await null;
            if (this.busy) return;
            await Promise.resolve();
            try { await api.fetch('/orders', { method: 'POST' }); this.busy = true; } catch {} finally { this.busy = false; }
          } };
        }`,
      },
      scenarios,
    );
    const orders = (await explore()).outcomes.map(({ outcome }) => outcome);
    expect(orders).toEqual([{ orders: 2, busy: false }]);
  });

  test('a flag set before the await lets one through at a time', async () => {
    const { explore } = await attempt(
      {
        'form.ts': `export function createForm(api) {
          let sent;
          return { get busy() { return sent !== undefined; }, submit() {
            sent ??= api.fetch('/orders', { method: 'POST' }).then(() => {}, () => {}).then(() => { sent = undefined; });
            return sent;
          } };
        }`,
      },
      scenarios,
    );
    expect(outcomesOf(await explore())).toEqual(['4 × {orders:1,busy:false}', '6 × {orders:2,busy:false}']);
  });
});

describe('an event', () => {
  const scenarios = `export const scenario = tasks('a job is done', (stage) => {
    const { waitForJob } = stage.load('jobs.ts');
    const listeners = new Set();
    const jobs = {
      once: (listener) => listeners.add(listener),
      start: () => stage.operation({ name: 'jobs.start', run: () => { for (const listener of listeners) listener('done'); } }),
    };
    const waiting = stage.task('waiting', () => waitForJob(jobs));
    return () => waiting.result().state;
  });`;

  test('is missed by who subscribes after an await', async () => {
    const { explore } = await attempt(
      {
        'jobs.ts': `export async function waitForJob(jobs) {
          await jobs.start();
          return new Promise((resolve) => jobs.once(resolve));
        }`,
      },
      scenarios,
    );
    expect(outcomesOf(await explore())).toEqual(['1 × deadlock']);
  });

  test('is heard by who subscribes before', async () => {
    const { explore } = await attempt(
      {
        'jobs.ts': `export async function waitForJob(jobs) {
          const done = new Promise((resolve) => jobs.once(resolve));
          await jobs.start();
          return done;
        }`,
      },
      scenarios,
    );
    expect(outcomesOf(await explore())).toEqual(['1 × fulfilled']);
  });
});
