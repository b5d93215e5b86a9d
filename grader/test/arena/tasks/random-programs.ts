import * as fc from 'fast-check';
import type { Exploration } from '../../../arena/common/exploration.ts';

/** What a task of a random program does in one step: all that the stage can, on very few places. */
export type Step = { readonly do: string; readonly key: string; readonly number: number };

export const kinds =
  'read write increment compareAndSet send receive note cell look draw sleep immediate race abort call unlucky transact skew log move'.split(
    ' ',
  );
const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom(...kinds, 'read', 'write'),
  key: fc.constantFrom('x', 'y'),
  number: fc.integer({ min: 1, max: 2 }),
});
export const programs = fc.oneof(
  fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 2 }),
  fc.array(fc.array(step, { minLength: 1, maxLength: 2 }), { minLength: 3, maxLength: 3 }),
);

/** Interprets a program; its steps share nothing but what is declared. */
const body = `(program) => (stage) => {
    const table = stage.table('t', { x: 0, y: 0 });
    const unlucky = stage.table('u', { x: 0, y: 0 }, { mayFail: ['increment'] });
    const strict = stage.table('s', {}, { isolation: 'serializable' });
    const files = stage.files('f', { x: '' });
    const queue = stage.queue('q', { capacity: 1 });
    const cell = stage.cell('c', 0);
    const controller = new AbortController();
    const seen = [];
    const steps = {
      read: async ({ key }, me) => { me.last = await table.read(key); },
      write: ({ key, number }, me) => table.write(key, me.last + number),
      increment: async ({ key }, me) => { me.last = await table.increment(key); },
      compareAndSet: async ({ key }, me) => { me.same = await table.compareAndSet(key, me.last, me.last + 1); },
      send: (_, me) => queue.send(me.last),
      receive: async (_, me) => { me.last = await queue.receive(); },
      note: async (_, me) => { stage.record([me.name, me.last]); },
      cell: async (_, me) => { me.last += cell.value; cell.value = me.last + 1; },
      sleep: ({ number }) => new Promise((resolve) => setTimeout(resolve, number)),
      look: async (_, me) => { me.last += cell.value; },
      draw: async (_, me) => { me.last = Math.random(); },
      immediate: () => new Promise((resolve) => setImmediate(resolve)),
      race: async (_, me) => {
        let timer;
        const late = new Promise((resolve) => { timer = setTimeout(resolve, 1, 'late'); });
        me.first = await Promise.race([late, table.read('x').then(() => 'read')]);
        clearTimeout(timer);
      },
      abort: async () => { controller.abort(new Error('aborted')); },
      call: async (_, me) => {
        me.last = await stage.operation({ name: 'call', signal: controller.signal, writes: ['call'], run: () => 7 }).catch(() => -1);
      },
      transact: async ({ key, number }, me) => {
        me.last = await table.transaction(async (tx) => {
          const sum = (await tx.read(key)) + number;
          await tx.write(key, sum);
          return sum;
        }).catch(() => -3);
      },
      skew: async ({ key, number }, me) => {
        me.last = await strict.transaction(async (tx) => {
          const found = await tx.read(key);
          if (found === undefined) await tx.write(key === 'x' ? 'y' : 'x', number);
          else await tx.remove(key);
          return found ?? -4;
        }).catch(() => -5);
      },
      log: async ({ key, number }, me) => {
        const handle = await files.open(key, number === 1 ? 'a' : 'wx').catch(({ code }) => { me.last = code; });
        await handle?.write(me.name);
        await handle?.close();
      },
      move: ({ key }, me) => files.rename(key, key === 'x' ? 'y' : 'x').catch(({ code }) => { me.last = code; }),
      unlucky: async (_, me) => { me.last = await unlucky.increment(me.name).catch(() => -2); },
    };
    program.forEach((task, index) => {
      const me = { name: 'T' + index, last: 0 };
      seen.push(me);
      stage.task(me.name, async () => { for (const step of task) await steps[step.do](step, me); });
    });
    return () => ({ table: table.entries(), strict: strict.entries(), files: files.entries(), items: queue.items(), cell: cell.value, seen, notes: stage.recorded() });
  }`;

/** Scenarios `all0`, `reduced0`, `all1`, … of programs: in all orders, and in one order of each class. */
export const scenariosOf = (some: readonly (readonly (readonly Step[])[])[]): string => `
  const body = ${body};
  ${some
    .map(
      (program, index) => `
  export const all${index} = tasks('all orders', body(${JSON.stringify(program)}));
  export const reduced${index} = tasks('one order of each class', body(${JSON.stringify(program)}), { shares: 'declared' });`,
    )
    .join('')}`;

/** How the runs of an exploration ended, as text, sorted. */
export const endsOf = ({ outcomes }: Exploration): readonly string[] =>
  outcomes.map(({ outcome, fault }) => JSON.stringify([outcome, fault?.message])).toSorted();
