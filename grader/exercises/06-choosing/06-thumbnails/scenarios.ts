import { heldSince, real, staff, stoodStillAt } from '../../../harness/scenario.ts';
import { photos, row, rows, type Photo } from './given/agency.ts';
import { Desk, itsEnd, look, open, othersWait, pending, rest, type Look } from './given/desk.ts';
import { stopping } from './given/stopping.ts';

/** Held in `resize`: more pictures than ever come. */
const beyond = 99;

/**
 * An attempt that deals pictures out in advance, or waits for the slowest of three, leaves a thread idle while pictures
 * wait; and no two that are worked on together are due at the same time.
 */
const monday = photos([9, 2, 3, 14, 4, 5, 10, 1]);

export const busy = real('eight pictures of all sizes, which are there at once', async (stage) => {
  const attempt = await open(stage);
  const threads = 3;
  const ahead = monday.length;
  const units = monday.reduce((sum, { columns }) => sum + columns * rows, 0);
  const meter = stage.meter({ pace: { workers: threads, units } });
  const resources = stage.resources();
  const desk = new Desk(stage, attempt, monday, { threads, ahead, holds: false });
  await desk.receiveAll();
  const crew = await staff(stage);
  const calls = meter.calls();
  return {
    ...desk.outcome,
    ...crew,
    asked: threads,
    calls: calls.length,
    once: new Set(calls.map(({ from }) => from)).size,
    pictures: monday.length,
    onMain: calls.filter(({ thread }) => thread === 0).length,
    /** Where the main thread waited as only other threads may. */
    stood: stoodStillAt(stage),
    together: meter.peak(),
    short: meter.short(),
    timer: stage.longestTimer(),
    listeners: desk.listeners,
    left: await heldSince(resources, stage),
  };
});

export const slow = real('a desk that takes its time', async (stage) => {
  const attempt = await open(stage);
  stage.meter(1);
  const list = row(13);
  const [threads, ahead] = [2, 4];
  const desk = new Desk(stage, attempt, list, { threads, ahead });
  const looks: Look[] = [];
  const lookNow = async (): Promise<void> => {
    await rest(stage);
    looks.push(look(desk, list, ahead));
  };
  // All of the first window is answered, except the first: an attempt that counts only downloads continues now.
  const first = desk.ask();
  await lookNow();
  desk.agency.answer(1, 2, 3);
  await lookNow();
  desk.agency.answer(0);
  await stage.settles(first);
  // The desk looks at the first picture for long, and whatever is downloaded meanwhile comes at once.
  do await lookNow();
  while (desk.agency.answerAll());
  // Then the desk is quick, and waits for each picture.
  while (desk.ends.at(-1) !== itsEnd && desk.ends.length <= list.length) {
    const asked = desk.ask();
    await lookNow();
    while (!(await stage.settles(asked)) && desk.agency.oldestOpen !== undefined) {
      desk.agency.answer(desk.agency.oldestOpen);
    }
    if (desk.waits) break;
  }
  return { ...desk.outcome, order: desk.agency.order, list: list.length, ahead, looks, ...(await staff(stage)) };
});

export const prompt = real('a first picture that lets the others wait', async (stage) => {
  const attempt = await open(stage);
  const meter = stage.meter(1);
  const list = row(6);
  const desk = new Desk(stage, attempt, list, { threads: 2, ahead: 4 });
  const first = desk.ask();
  await rest(stage);
  const { order } = desk.agency;
  desk.agency.answer(1, 3);
  await rest(stage);
  // Taken while 0 and 2 are in progress.
  const resized = meter.count();
  const early = desk.waits ? null : (desk.ends[0] ?? null);
  desk.agency.answer(0);
  await stage.settles(first);
  const firstCame = !desk.waits;
  let secondCame = false;
  if (firstCame) {
    // Taken while 2 is in progress.
    const second = desk.ask();
    secondCame = await stage.settles(second);
  }
  while (desk.agency.answerAll()) await rest(stage);
  if (!desk.waits) await desk.receiveAll();
  const settledLater = !desk.waits;
  return { ...desk.outcome, order, resized, early, firstCame, secondCame, settledLater, ...(await staff(stage)) };
});

export const beside = real('two pictures that are being resized', async (stage) => {
  const attempt = await open(stage);
  const meter = stage.meter(beyond);
  const list = photos([2, 3, 2, 3, 2, 3, 2, 3], { 0: 'unreachable' });
  const ahead = 4;
  const desk = new Desk(stage, attempt, list, { threads: 2, ahead });
  const first = desk.ask();
  await othersWait();
  // No thread has anything to do for this picture.
  desk.agency.answer(0);
  await stage.settles(first);
  desk.agency.answer(1, 2);
  await othersWait();
  const looks: Look[] = [];
  let resizing = 0;
  if (!desk.waits) {
    const second = desk.ask();
    await othersWait();
    looks.push(look(desk, list, ahead));
    resizing = meter.calls().filter(({ ended }) => ended === 0).length;
    await stage.settles(second);
  }
  if (!desk.waits) await desk.receiveAll();
  return { ...desk.outcome, ahead, looks, resizing };
});

export const faulty = real('pictures that cannot be reached, and torn ones', async (stage) => {
  const attempt = await open(stage);
  const meter = stage.meter(1);
  const list = photos([3, 2, 4, 3, 2, 4, 3, 2, 2, 3], {
    1: 'unreachable',
    2: 'torn',
    3: 'torn',
    4: 'torn',
    7: 'unreachable',
    8: 'torn',
    9: 'unreachable',
  });
  const threads = 2;
  const resources = stage.resources();
  const ahead = 5;
  const desk = new Desk(stage, attempt, list, { threads, ahead });
  const first = desk.ask();
  await rest(stage);
  // This download fails while nobody can have waited for it yet: 0 is still in progress.
  desk.agency.answer(1);
  await rest(stage);
  const looks = [look(desk, list, ahead)];
  desk.agency.answer(2, 3, 4);
  await rest(stage);
  desk.agency.answer(0);
  if (await stage.settles(first)) await desk.receiveAll();
  const crew = await staff(stage);
  return {
    ...desk.outcome,
    ...crew,
    asked: threads,
    ahead,
    looks,
    resized: meter.count(),
    resizable: list.filter(({ fault }) => fault !== 'unreachable').length,
    listeners: desk.listeners,
    left: await heldSince(resources, stage),
  };
});

const reason = new Error('the list was closed');

export const aborted = real('an abort while the desk waits', async (stage) => {
  const attempt = await open(stage);
  const meter = stage.meter(beyond);
  const resources = stage.resources();
  const desk = new Desk(stage, attempt, row(10), { threads: 2, ahead: 5 });
  const asked = desk.ask();
  await othersWait();
  // Two are in `resize`, two wait for a thread, and one is in progress.
  desk.agency.answer(0, 1, 2, 3);
  await othersWait();
  return stopping(stage, 'the desk waited for an item', desk, meter, resources, async () => {
    desk.abort(reason);
    return (await stage.settles(asked)) ? await asked : pending;
  });
});

export const unasked = real('an abort while the desk does something else', async (stage) => {
  const attempt = await open(stage);
  const meter = stage.meter(1);
  const resources = stage.resources();
  const desk = new Desk(stage, attempt, row(10), { threads: 2, ahead: 5 });
  const asked = desk.ask();
  await rest(stage);
  desk.agency.answer(0, 1, 3);
  await stage.settles(asked);
  await rest(stage);
  return stopping(stage, 'the desk looked at the first item', desk, meter, resources, async () => {
    desk.abort(reason);
    await rest(stage);
    return desk.receive();
  });
});

export const queued = real(
  'an abort while a picture waits for a thread, and the desk does something else',
  async (stage) => {
    const attempt = await open(stage);
    const meter = stage.meter(beyond);
    const resources = stage.resources();
    const list = photos([2, 3, 2, 3, 2, 3, 2, 3, 2, 3], { 0: 'unreachable' });
    const desk = new Desk(stage, attempt, list, { threads: 2, ahead: 5 });
    const asked = desk.ask();
    await othersWait();
    // No thread has anything to do for this picture.
    desk.agency.answer(0);
    await stage.settles(asked);
    // Two are in `resize`, and one waits for a thread.
    desk.agency.answer(1, 2, 3);
    await othersWait();
    const when = 'the desk looked at the first item, and a downloaded picture waited for a thread';
    return stopping(stage, when, desk, meter, resources, async () => {
      desk.abort(reason);
      await rest(stage);
      return desk.receive();
    });
  },
);

export const before = real('a signal that had aborted before', async (stage) => {
  const attempt = await open(stage);
  const meter = stage.meter(1);
  const resources = stage.resources();
  const desk = new Desk(stage, attempt, row(3), { threads: 2, ahead: 2, holds: true }, reason);
  return stopping(stage, 'nothing had been asked for yet', desk, meter, resources, async () => desk.receive());
});

export const left = real('a desk that leaves while two pictures are resized', async (stage) => {
  const attempt = await open(stage);
  const meter = stage.meter(beyond);
  const resources = stage.resources();
  const list = photos([2, 3, 2, 3, 2, 3, 2, 3, 2, 3], { 0: 'unreachable' });
  const desk = new Desk(stage, attempt, list, { threads: 2, ahead: 5 });
  const asked = desk.ask();
  await othersWait();
  // No thread has anything to do for this picture.
  desk.agency.answer(0);
  const came = await stage.settles(asked);
  desk.agency.answer(1, 2, 3);
  await othersWait();
  const stop = await stopping(stage, 'it had received an item', desk, meter, resources, async () => desk.leave());
  return { ...stop, came, firstBegan: desk.agency.order.includes(0), listeners: desk.listeners };
});

export const waiting = real('a desk that leaves while all pictures are downloaded', async (stage) => {
  const attempt = await open(stage);
  const meter = stage.meter(1);
  const resources = stage.resources();
  const desk = new Desk(stage, attempt, row(8), { threads: 2, ahead: 3 });
  const asked = desk.ask();
  await rest(stage);
  desk.agency.answer(0);
  const came = await stage.settles(asked);
  await rest(stage);
  const stop = await stopping(stage, 'it had received an item', desk, meter, resources, async () => desk.leave());
  return { ...stop, came, firstBegan: desk.agency.order.includes(0), listeners: desk.listeners };
});

type Small = { readonly list: readonly Photo[]; readonly threads: number; readonly ahead: number };

const smallOnes: readonly Small[] = [
  { list: [], threads: 2, ahead: 3 },
  { list: row(1), threads: 1, ahead: 1 },
  { list: row(4), threads: 1, ahead: 1 },
  { list: row(4), threads: 3, ahead: 2 },
  // One url twice.
  { list: [...row(3), ...row(2)], threads: 2, ahead: 4 },
];

export const small = real('small lists, one after the other', async (stage) => {
  const attempt = await open(stage);
  const lists = [];
  let startedBefore = 0;
  for (const { list, threads, ahead } of smallOnes) {
    stage.meter(1);
    const desk = new Desk(stage, attempt, list, { threads, ahead });
    const looks: Look[] = [];
    while (desk.ends.at(-1) !== itsEnd && desk.ends.length <= list.length) {
      const asked = desk.ask();
      await rest(stage);
      looks.push(look(desk, list, ahead));
      if (!(await stage.settles(asked))) {
        desk.agency.answerAll();
        await stage.settles(asked);
      }
      if (desk.waits) break;
    }
    const { threads: started, ...crew } = await staff(stage);
    const due = list.map(({ id }) => id);
    const { order } = desk.agency;
    lists.push({
      ...desk.outcome,
      ...crew,
      threads: started - startedBefore,
      asked: threads,
      ahead,
      looks,
      order,
      list: due,
    });
    startedBefore = started;
  }
  return { lists };
});

export const two = real('two lists at the same time', async (stage) => {
  const attempt = await open(stage);
  const [threads, ahead] = [2, 3];
  const meter = stage.meter(2 * threads);
  const desks = [row(5), photos([5, 6, 7, 8])].map(
    (list) => new Desk(stage, attempt, list, { threads, ahead, holds: false }),
  );
  await Promise.all(desks.map(async (desk) => desk.receiveAll()));
  const lists = desks.map((desk) => desk.outcome);
  return { lists, each: threads, together: meter.peak(), ...(await staff(stage)) };
});
