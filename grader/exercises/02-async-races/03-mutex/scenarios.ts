import { tasks, type TaskStage } from '../../../harness/scenario.ts';
import { inspect } from 'node:util';
import type * as Theatre from '../../../../exercises/02-async-races/03-mutex/mutex.ts';

type PrinterOptions = {
  readonly name?: string;
  /** Which lines may jam; those come out at any time, whatever the latency. */
  readonly jams?: (line: string) => boolean;
  readonly latency?: number;
};

/** A printer: what arrives is on the paper, in the order of arrival. */
function printer(stage: TaskStage, { name = 'print', jams = () => false, latency }: PrinterOptions = {}) {
  const paper: string[] = [];
  stage.show(name === 'print' ? 'paper' : name, () => paper.join(' '));
  const print = (line: string): Promise<void> =>
    stage.operation({
      name,
      args: [line],
      run: () => void paper.push(line),
      ...(jams(line) ? { mayFail: () => new Error('paper jam') } : { latency }),
    });
  return { print, paper: () => paper.join(' ') };
}

export const oneTicket = tasks('one ticket', (stage) => {
  const { Mutex } = stage.load<typeof Theatre>('mutex.ts');
  const mutex = new Mutex();
  const { print, paper } = printer(stage);
  const till = stage.task('till A', () =>
    mutex.run(async () => {
      await print('A1');
      return 'seat 12';
    }),
  );
  return () => ({ answer: till.result(), paper: paper() });
});

/** Values and errors that code takes for none: `if (error)`, `value || …`, `error ?? …`. */
export const nothings = tasks('work that answers with nothing', (stage) => {
  const { Mutex } = stage.load<typeof Theatre>('mutex.ts');
  const mutex = new Mutex();
  const unlike: string[] = [];
  stage.task('till A', async () => {
    for (const nothing of [undefined, null, 0, '', false]) {
      const told = (how: string, what: unknown): void => {
        unlike.push(`${how} with ${inspect(what)} for ${inspect(nothing)}`);
      };
      await mutex
        .run(async () => nothing)
        .then(
          (value) => value === nothing || told('resolved', value),
          (error: unknown) => told('rejected', error),
        );
      await mutex
        .run(async () => {
          throw nothing;
        })
        .then(
          (value) => told('resolved', value),
          (error: unknown) => error === nothing || told('rejected', error),
        );
    }
  });
  return () => ({ unlike });
});

/** Three tickets of two lines each, asked for at any time. */
export const threeTills = tasks('three tills', (stage) => {
  const { Mutex } = stage.load<typeof Theatre>('mutex.ts');
  const mutex = new Mutex();
  const { print, paper } = printer(stage);
  const asked: string[] = [];
  for (const till of ['A', 'B', 'C']) {
    stage.task(`till ${till}`, async () => {
      asked.push(till);
      await mutex.run(async () => {
        await print(`${till}1`);
        await print(`${till}2`);
      });
    });
  }
  return () => ({
    paper: paper(),
    wanted: asked.flatMap((till) => [`${till}1`, `${till}2`]).join(' '),
    whole: /^((?<till>.)1 \k<till>2( |$))*$/.test(paper()),
  });
});

/** All have asked before the first is served. */
export const inLine = tasks('three tills in line', (stage) => {
  const { Mutex } = stage.load<typeof Theatre>('mutex.ts');
  const mutex = new Mutex();
  const { print } = printer(stage);
  let done = 0;
  let late = 0;
  for (const till of ['A', 'B', 'C']) {
    const run = async (): Promise<void> => {
      let place = 0;
      await mutex.run(async () => {
        await print(till);
        place = ++done;
      });
      if (done > place) late += 1;
    };
    stage.task(`till ${till}`, run, { atOnce: true });
  }
  return () => ({ late });
});

/** The printer is always as fast, so there is one order. */
export const longLine = tasks('twelve tickets by the same work', (stage) => {
  const { Mutex } = stage.load<typeof Theatre>('mutex.ts');
  const mutex = new Mutex();
  const { print, paper } = printer(stage, { latency: 1 });
  let tickets = 0;
  const work = (): Promise<void> => print(String(++tickets));
  const order = Array.from({ length: 12 }, (_, index) => index + 1);
  stage.task('tills', () => Promise.all(order.map(() => mutex.run(work))));
  return () => ({ paper: paper(), wanted: order.join(' '), peak: stage.peak('print') });
});

/** Till A comes again as soon as it has its answer. */
export const comesAgain = tasks('a till that comes again at once', (stage) => {
  const { Mutex } = stage.load<typeof Theatre>('mutex.ts');
  const mutex = new Mutex();
  const { print, paper } = printer(stage);
  const asked: string[] = [];
  const sell = (ticket: string): Promise<void> => {
    asked.push(ticket);
    return mutex.run(() => print(ticket));
  };
  stage.task('till A', async () => {
    await sell('A1');
    await sell('A2');
  });
  for (const till of ['B', 'C']) stage.task(`till ${till}`, () => sell(till));
  return () => ({ paper: paper(), asked: asked.join(' ') });
});

/** One call of the printer may fail, anywhere; a till whose ticket has jammed asks again at once. */
export const paperJam = tasks('a paper jam', (stage) => {
  const { Mutex } = stage.load<typeof Theatre>('mutex.ts');
  const mutex = new Mutex();
  const { print, paper } = printer(stage, { jams: () => true });
  const asked: string[] = [];
  let jammed: number | undefined;
  const told: string[] = [];
  const sell = (till: string): Promise<void> => {
    const place = asked.push(till) - 1;
    let jam: unknown;
    const ticket = mutex.run(async () => {
      await print(till).catch((error: unknown) => {
        jammed = place;
        jam = error;
        throw error;
      });
    });
    return ticket.then(
      () => {
        if (jam !== undefined) told.push(`till ${till}: printed, in spite of the jam`);
      },
      (error: unknown) => {
        if (jam !== undefined && error === jam) return sell(till);
        told.push(`till ${till}: ${String(error)}, ${jam ? 'another error' : 'with nothing jammed there'}`);
      },
    );
  };
  for (const till of ['A', 'B', 'C']) stage.task(`till ${till}`, () => sell(till));
  return () => ({
    told,
    paper: paper(),
    wanted: asked.filter((_, place) => place !== jammed).join(' '),
    peak: stage.peak('print'),
    failed: jammed !== undefined,
  });
});

/** Work that throws before there is a promise. */
export const throwsAtOnce = tasks('work that throws at once', (stage) => {
  const { Mutex } = stage.load<typeof Theatre>('mutex.ts');
  const mutex = new Mutex();
  const { print, paper } = printer(stage);
  const broken = new Error('no such seat');
  const asked: string[] = [];
  const told: string[] = [];
  let got = 'run resolved';
  stage.task('till A', async () => {
    let ticket: Promise<unknown>;
    try {
      ticket = mutex.run(() => {
        throw broken;
      });
    } catch {
      got = 'run threw it instead of returning a promise';
      return;
    }
    await ticket.catch(
      (error: unknown) => (got = error === broken ? 'run rejected' : `run rejected with ${String(error)}`),
    );
  });
  for (const till of ['B', 'C']) {
    stage.task(`till ${till}`, () => {
      asked.push(till);
      return mutex.run(() => print(till)).catch((error: unknown) => told.push(`till ${till} got ${String(error)}`));
    });
  }
  return () => ({
    got,
    others: [...paper().split(' ').toSorted(), ...told].join('; '),
    paper: paper(),
    wanted: asked.join(' '),
    peak: stage.peak('print'),
  });
});

/** A ticket's work asks for copies of it, the first before anything else, and waits for none. */
export const copies = tasks('a ticket asks for its copies', (stage) => {
  const { Mutex } = stage.load<typeof Theatre>('mutex.ts');
  const mutex = new Mutex();
  const { print, paper } = printer(stage);
  stage.task('till A', async () => {
    const ordered: Promise<void>[] = [];
    await mutex.run(async () => {
      ordered.push(mutex.run(() => print('copy')));
      await print('A1');
      ordered.push(mutex.run(() => print('copy')));
      await print('A2');
    });
    await Promise.all(ordered);
  });
  return () => ({ paper: paper() });
});

/**
 * Somebody hears that ticket A is printed, and asks for a receipt in that very moment, while B waits.
 * @param microtasks how many run in between: one of them may be the gap between release and next in line
 */
function sameMoment(microtasks: number) {
  return (stage: TaskStage) => {
    const { Mutex } = stage.load<typeof Theatre>('mutex.ts');
    const mutex = new Mutex();
    const { print, paper } = printer(stage);
    const asked: string[] = [];
    const sell = (ticket: string, work = () => print(ticket)): Promise<void> => {
      asked.push(ticket);
      return mutex.run(work);
    };
    const receipt = async (printed: Promise<void>): Promise<void> => {
      await printed;
      for (let index = 0; index < microtasks; index += 1) await Promise.resolve();
      await sell('receipt');
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
    return () => ({ paper: paper(), asked: asked.join(' '), alone: stage.peak('print') === 1 });
  };
}

export const sameMoment0 = tasks('a receipt in the moment in which a ticket is done', sameMoment(0));
export const sameMoment1 = tasks('a receipt one microtask later', sameMoment(1));
export const sameMoment2 = tasks('a receipt two microtasks later', sameMoment(2));
export const sameMoment3 = tasks('a receipt three microtasks later', sameMoment(3));
export const sameMoment4 = tasks('a receipt four microtasks later', sameMoment(4));

/**
 * The gap may be further from the end of work, and only after work that failed. If B waits when ticket A
 * is over, receipts are asked for, one a microtask: one of them meets the gap. The printer is always as
 * fast, and only ticket A may jam.
 */
export const everyMoment = tasks('receipts in the moments after a ticket', (stage) => {
  const { Mutex } = stage.load<typeof Theatre>('mutex.ts');
  const mutex = new Mutex();
  const { print, paper } = printer(stage, { jams: (line) => line === 'A', latency: 1 });
  const asked: string[] = [];
  let jammed = false;
  let waiting = false;
  const sell = (ticket: string, work = () => print(ticket)): Promise<void> => {
    asked.push(ticket);
    return mutex.run(work);
  };
  const receipts = async (printed: Promise<void>): Promise<void> => {
    await printed.catch(() => {
      jammed = true;
    });
    if (!waiting) return;
    const sold: Promise<void>[] = [];
    for (let receipt = 1; receipt <= 13; receipt += 1) {
      sold.push(sell(`r${receipt}`));
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
  return () => ({
    paper: paper(),
    wanted: asked.filter((ticket) => ticket !== 'A' || !jammed).join(' '),
    alone: stage.peak('print') === 1,
  });
});

export const twoPrinters = tasks('two printers', (stage) => {
  const { Mutex } = stage.load<typeof Theatre>('mutex.ts');
  for (const name of ['foyer', 'balcony']) {
    const mutex = new Mutex();
    const { print } = printer(stage, { name });
    stage.task(`till in the ${name}`, () => mutex.run(() => print('ticket')));
  }
  return () => ({ together: stage.together('foyer', 'balcony') });
});
