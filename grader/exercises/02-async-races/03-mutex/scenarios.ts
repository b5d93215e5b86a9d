import { inspect } from 'node:util';
import { family, inWords, tasks, type TaskStage } from '../../../harness/scenario.ts';
import type * as Theatre from '../../../../exercises/02-async-races/03-mutex/mutex.ts';

type PrinterOptions = {
  readonly name?: string;
  /** Which lines may jam; those come out at any time, whatever the latency. */
  readonly jams?: (line: string) => boolean;
  readonly latency?: number;
};

/** A mutex and its printer. Notes what was asked for, what is on the paper, and what was printed at the same time. */
function theatre(stage: TaskStage, { name = 'print', jams = () => false, latency }: PrinterOptions = {}) {
  const { Mutex } = stage.load<typeof Theatre>('mutex.ts');
  const mutex = new Mutex();
  const asked: string[] = [];
  const paper: string[] = [];
  const overlaps: string[] = [];
  const printing: string[] = [];
  const jammed: string[] = [];
  stage.show(name === 'print' ? 'paper' : name, () => paper.join(' '));
  const end = (line: string, where: string[]): void => {
    printing.splice(printing.indexOf(line), 1);
    where.push(line);
  };
  const print = (line: string): Promise<void> => {
    if (printing[0] !== undefined)
      overlaps.push(`"${line}" was sent to the printer while "${printing[0]}" was still being printed`);
    printing.push(line);
    const jam = (): Error => {
      end(line, jammed);
      return new Error('paper jam');
    };
    return stage.operation({
      name,
      args: [line],
      run: () => end(line, paper),
      ...(jams(line) ? { mayFail: jam } : { latency }),
    });
  };
  /** Asks for a ticket of these lines. */
  const sell = (
    ticket: string,
    work: () => Promise<unknown> = () => print(ticket),
    lines = [ticket],
  ): Promise<unknown> => {
    asked.push(...lines);
    return mutex.run(work);
  };
  const seen = () => ({ asked: asked.filter((line) => !jammed.includes(line)), paper, overlaps, jammed });
  return { mutex, print, sell, seen };
}

export const oneTicket = tasks('one ticket', (stage) => {
  const { print, sell, seen } = theatre(stage);
  const seat = 'seat 12';
  const unlike: string[] = [];
  const was = (how: string, what: unknown): void => {
    unlike.push(`work returned ${inspect(seat)}, and run ${how} ${inWords(what)}`);
  };
  stage.task('till A', async () => {
    await sell('A', () => print('A').then(() => seat)).then(
      (value) => value === seat || was('resolved with', value),
      (error: unknown) => was('rejected with', error),
    );
  });
  return () => ({ unlike, ...seen() });
});

/**
 * Values that code mistakes for no value or no error (`if (error)`, `value || …`, `error ?? …`), and an error as a
 * value.
 */
export const nothings = tasks('work that answers with nothing', (stage) => {
  const { mutex } = theatre(stage);
  const unlike: string[] = [];
  stage.task('till A', async () => {
    let before = '';
    for (const nothing of [undefined, null, 0, '', false, new Error('card refused')]) {
      for (const ends of ['returns', 'throws'] as const) {
        let called = false;
        const work = async (): Promise<unknown> => {
          called = true;
          if (ends === 'throws') throw nothing;
          return nothing;
        };
        const was = (how: string, what: unknown): void => {
          const saw = called ? `work that ${ends} ${inWords(nothing)} was called` : 'the next work was never called';
          unlike.push(`${before}${saw}, and its run ${how} ${inWords(what)}`);
        };
        await mutex.run(work).then(
          (value) => (ends === 'returns' && called && value === nothing) || was('resolved with', value),
          (error: unknown) => (ends === 'throws' && called && error === nothing) || was('rejected with', error),
        );
        before = `after work that ${ends} ${inWords(nothing)}, `;
      }
    }
  });
  return () => ({ unlike });
});

/** Three tickets of two lines each, asked for at any time. */
export const threeTills = tasks('three tills', (stage) => {
  const { print, sell, seen } = theatre(stage);
  for (const till of ['A', 'B', 'C']) {
    const lines = [`${till}1`, `${till}2`];
    const work = async (): Promise<void> => {
      for (const line of lines) await print(line);
    };
    stage.task(`till ${till}`, () => sell(till, work, lines));
  }
  return seen;
});

/** All have asked before the first is served; the first one's work may fail after its ticket is printed. */
export const inLine = family(['all succeed', 'the first fails'], (ending) =>
  tasks(`three tills in line, ${ending}`, (stage) => {
    const { print, sell } = theatre(stage);
    const done: string[] = [];
    let late = false;
    for (const till of ['A', 'B', 'C']) {
      const work = async (): Promise<void> => {
        await print(till);
        done.push(till);
        if (till !== 'A' || ending === 'all succeed') return;
        stage.note('work throws');
        throw new Error('card refused');
      };
      const run = async (): Promise<void> => {
        await sell(till, work).catch(() => {});
        // An answer before the till's own work is done is too early, which other checks judge.
        late ||= done.includes(till) && done.at(-1) !== till;
      };
      stage.task(`till ${till}`, run, { atOnce: true });
    }
    return () => ({ late });
  }),
);

/** The printer always takes the same time, so there is one order. */
export const longLine = tasks('twelve tickets by the same work', (stage) => {
  const { mutex, print, seen } = theatre(stage, { latency: 1 });
  stage.show('ms', () => String(stage.now()));
  let tickets = 0;
  const late: { ticket: string; ended: number; answered: number }[] = [];
  const work = async (): Promise<{ ticket: string; ended: number }> => {
    const ticket = String(++tickets);
    await print(ticket);
    return { ticket, ended: stage.now() };
  };
  const buy = async (): Promise<void> => {
    const { ticket, ended } = await mutex.run(work);
    const answered = stage.now();
    if (answered > ended) late.push({ ticket, ended, answered });
  };
  const order = Array.from({ length: 12 }, (_, index) => String(index + 1));
  stage.task('tills', () => Promise.all(order.map(buy)));
  return () => ({ ...seen(), asked: order, late });
});

/** Till A comes again as soon as it has its answer. */
export const comesAgain = tasks('a till that comes again at once', (stage) => {
  const { sell, seen } = theatre(stage);
  stage.task('till A', () => sell('A1').then(() => sell('A2')));
  for (const till of ['B', 'C']) stage.task(`till ${till}`, () => sell(till));
  return seen;
});

/** One call of the printer may fail, anywhere; a till whose ticket has jammed asks again at once. */
export const paperJam = tasks('a paper jam', (stage) => {
  const { print, sell, seen } = theatre(stage, { jams: () => true });
  const told: string[] = [];
  const buy = (ticket: string): Promise<unknown> => {
    let jam: unknown;
    let called = false;
    const work = (): Promise<void> => {
      called = true;
      return print(ticket).catch((error: unknown) => {
        jam = error;
        throw error;
      });
    };
    return sell(ticket, work).then(
      () => jam === undefined || told.push(`the work of ${ticket} failed, and its run resolved`),
      (error: unknown) => {
        if (jam !== undefined && error === jam) return buy(`${ticket} again`);
        const how = jam === undefined ? 'did not fail' : 'failed with the paper jam';
        const what = called ? how : 'had not been called';
        told.push(`the work of ${ticket} ${what}, and its run rejected with ${String(error)}`);
      },
    );
  };
  for (const till of ['A', 'B', 'C']) stage.task(`till ${till}`, () => buy(till));
  return () => ({ told, ...seen() });
});

/** Work that throws before there is a promise. */
export const throwsAtOnce = tasks('work that throws at once', (stage) => {
  const { mutex, sell, seen } = theatre(stage);
  const broken = new Error('no such seat');
  const told: string[] = [];
  stage.task('till A', () => {
    let ticket: Promise<unknown>;
    let work = 'had not been called';
    const tell = (end: string): unknown => told.push(`the work of till A ${work}, and its run ${end}`);
    try {
      ticket = mutex.run(() => {
        work = 'threw';
        stage.note('work throws');
        throw broken;
      });
    } catch {
      tell('threw, too, where a promise should have rejected');
      return;
    }
    return ticket.then(
      () => tell('resolved'),
      (error: unknown) => error === broken || tell(`rejected with ${String(error)}`),
    );
  });
  for (const till of ['B', 'C']) {
    const failed = (error: unknown): unknown => told.push(`the run of till ${till} rejected with ${String(error)}`);
    stage.task(`till ${till}`, () => sell(till).catch(failed));
  }
  return () => ({ told, ...seen() });
});

/** A ticket's work asks for copies of it, the first before anything else, and waits for none. */
export const copies = tasks('a ticket asks for its copies', (stage) => {
  const { mutex, print, seen } = theatre(stage);
  stage.task('till A', async () => {
    const ordered: Promise<void>[] = [];
    await mutex.run(async () => {
      ordered.push(mutex.run(() => print('copy 1')));
      await print('A1');
      ordered.push(mutex.run(() => print('copy 2')));
      await print('A2');
    });
    await Promise.all(ordered);
  });
  return () => ({ ...seen(), asked: ['A1', 'A2', 'copy 1', 'copy 2'] });
});

/**
 * Somebody learns that ticket A is printed, and asks for a receipt in that very moment, while B waits. The given number
 * of microtasks runs in between, as one of them may be the gap between the release and the next in line.
 */
export const sameMoment = family([0, 1, 2, 3, 4], (microtasks) =>
  tasks(`a receipt ${microtasks} microtasks after a ticket`, (stage) => {
    const { print, sell, seen } = theatre(stage);
    const receipt = async (printed: Promise<void>): Promise<void> => {
      await printed;
      for (let index = 0; index < microtasks; index += 1) await Promise.resolve();
      await sell('the receipt');
    };
    stage.task('till A', async () => {
      let listening: Promise<void> | undefined;
      await sell('A', () => {
        const printed = print('A');
        listening = receipt(printed);
        return printed;
      });
      await listening;
    });
    stage.task('till B', () => sell('B'));
    return seen;
  }),
);

/**
 * The gap may come later after the end of the work, or only after work that failed. If B waits when ticket A is over,
 * receipts are asked for, one per microtask: one of them meets the gap. The printer always takes the same time, and
 * only ticket A may jam.
 */
export const everyMoment = tasks('receipts in the moments after a ticket', (stage) => {
  const { print, sell, seen } = theatre(stage, { jams: (line) => line === 'A', latency: 1 });
  let waiting = false;
  const receipts = async (printed: Promise<void>): Promise<void> => {
    await printed.catch(() => {});
    if (!waiting) return;
    const sold: Promise<unknown>[] = [];
    for (let receipt = 1; receipt <= 13; receipt += 1) {
      sold.push(sell(`receipt ${receipt}`));
      await Promise.resolve();
    }
    await Promise.all(sold);
  };
  stage.task('till A', async () => {
    let listening: Promise<void> | undefined;
    const ticket = sell('A', () => {
      const printed = print('A');
      listening = receipts(printed);
      return printed;
    });
    await ticket.catch(() => {});
    await listening;
  });
  stage.task('till B', () => {
    waiting = true;
    return sell('B', () => {
      waiting = false;
      return print('B');
    });
  });
  return seen;
});

/** In the foyer somebody waits when the balcony's printer becomes free. */
export const waitingInTheFoyer = tasks('two tickets in the foyer and one on the balcony', (stage) => {
  const foyer = theatre(stage, { name: 'foyer' });
  const balcony = theatre(stage, { name: 'balcony' });
  for (const ticket of ['A', 'B']) stage.task(`till ${ticket}`, () => foyer.sell(ticket));
  stage.task('till C', () => balcony.sell('C'));
  return foyer.seen;
});

export const twoPrinters = tasks('two printers', (stage) => {
  for (const name of ['foyer', 'balcony']) {
    const { sell } = theatre(stage, { name });
    stage.task(`till in the ${name}`, () => sell('ticket'));
  }
  return () => ({ together: stage.together('foyer', 'balcony') });
});
