import { inspect } from 'node:util';
import { family, inWords, tasks, type TaskStage } from '../../../harness/scenario.ts';
import type * as Agency from '../../../../exercises/02-async-races/04-single-flight/single-flight.ts';

type Rate = { readonly pair: string; readonly load: number };

/** An answer other than the one that was due at the moment of asking. */
type Wrong = { readonly asked: string; readonly due: string; readonly got: string };

type AgencyOptions = { readonly name?: string; readonly mayFail?: boolean };

/**
 * An agency and its provider, whose loads are numbered. Notes pairs that were loaded twice at a time, and each wrong
 * answer.
 */
function agency(stage: TaskStage, { name = 'load', mayFail = false }: AgencyOptions = {}) {
  const { singleFlight } = stage.load<typeof Agency>('single-flight.ts');
  const underWay = new Map<string, number>();
  /** The object that each load has brought. */
  const rates = new Map<number, Rate>();
  const twice: string[] = [];
  const wrong: Wrong[] = [];
  const copies: string[] = [];
  let loads = 0;
  let failed: { load: number; error: Error } | undefined;
  const rate = singleFlight((pair: string): Promise<Rate> => {
    loads += 1;
    const load = loads;
    const other = underWay.get(pair);
    if (other !== undefined) twice.push(`load ${load} of ${pair} began while load ${other} of ${pair} was under way`);
    underWay.set(pair, load);
    const fail = (): Error => {
      underWay.delete(pair);
      failed = { load, error: new Error(`load ${load} failed`) };
      return failed.error;
    };
    return stage.operation({
      name,
      args: [pair],
      run: () => {
        underWay.delete(pair);
        rates.set(load, { pair, load });
        return rates.get(load)!;
      },
      show: () => `rate of load ${load}`,
      mayFail: mayFail ? fail : undefined,
    });
  });
  /** @param again ask once more at the very moment when the answer comes */
  const ask = async (who: string, { pair = 'EUR/JPY', again = false } = {}): Promise<void> => {
    let next: Promise<void> | undefined;
    const repeat = (): void => {
      if (again) next = ask(`${who}, again,`, { pair });
    };
    const joined = underWay.get(pair);
    const before = loads;
    const isOurs = (load: number): boolean => (joined === undefined ? load > before : load === joined);
    const got = (what: string): void => {
      const moment =
        joined === undefined ? `for ${pair} with no load of it under way` : `for ${pair} during load ${joined} of it`;
      const brought = own === undefined ? 'what a new load brings' : `what load ${own} brings`;
      const due = failed && own === failed.load ? String(failed.error) : brought;
      wrong.push({ asked: `${who} asked ${moment}`, due, got: what });
    };
    const flight = rate(pair);
    /** The load that this call began, or joined. */
    const own = underWay.get(pair);
    await flight.then(
      (answer: Rate | undefined) => {
        repeat();
        if (answer?.pair !== pair) got(answer === undefined ? 'undefined' : `the rate of ${answer.pair}`);
        else if (!isOurs(answer.load)) got(`load ${answer.load}`);
        else if (answer.load === failed?.load) got(`an answer of load ${answer.load}, which failed`);
        else if (answer !== rates.get(answer.load))
          copies.push(`${who} got a copy of what load ${answer.load} brought`);
      },
      (error: unknown) => {
        repeat();
        if (!failed || error !== failed.error || !isOurs(failed.load)) got(String(error));
      },
    );
    await next;
  };
  return { ask, seen: () => ({ loads, twice, wrong, copies, failed: failed !== undefined }) };
}

export const oneCustomer = tasks('one customer', (stage) => {
  const { ask, seen } = agency(stage);
  stage.task('customer A', () => ask('A', { again: true }));
  return seen;
});

/** Three customers want the same rate; the first asks once more as soon as the rate has come. */
export const sameRate = tasks('three customers, one rate', (stage) => {
  const { ask, seen } = agency(stage);
  stage.task('customer A', () => ask('A', { again: true }));
  for (const name of ['B', 'C']) stage.task(`customer ${name}`, () => ask(name));
  return seen;
});

/** The morning's mail has gone out: more customers than most limits allow. One order. */
export const morningMail = tasks('forty customers, one rate', (stage) => {
  const { singleFlight } = stage.load<typeof Agency>('single-flight.ts');
  const rate = singleFlight((pair) => stage.operation({ name: 'load', args: [pair], run: () => 'a rate', latency: 1 }));
  stage.task('customers', () => Promise.all(Array.from({ length: 40 }, () => rate('EUR/JPY'))));
  return () => ({ loads: stage.calls('load') });
});

/** Two questions in one breath: there is not even another task between them. */
export const oneBreath = tasks('two questions in one breath', (stage) => {
  const { ask, seen } = agency(stage);
  stage.task('customer A', () => Promise.all([ask('A'), ask('A, too,')]));
  return seen;
});

/** A load may bring nothing: a pair that is not traded has no rate. And a load may reject without a reason. */
export const noRate = family(['resolves', 'rejects'], (ending) =>
  tasks(`two questions, and the load ${ending} with undefined`, (stage) => {
    const { singleFlight } = stage.load<typeof Agency>('single-flight.ts');
    const run = (): undefined => {
      if (ending === 'rejects') throw undefined;
      return undefined;
    };
    const rate = singleFlight((pair): Promise<unknown> => stage.operation({ name: 'load', args: [pair], run }));
    const answers: string[] = [];
    const ask = async (): Promise<void> => {
      answers.push(
        await rate('EUR/JPY').then(
          (value) => inspect(value, { depth: 0 }),
          (error: unknown) => `a rejection with ${String(error)}`,
        ),
      );
    };
    stage.task('customer A', () => Promise.all([ask(), ask()]));
    return () => ({ loads: stage.calls('load'), answers });
  }),
);

/**
 * Values that code mistakes for no answer, or for no error; each for a pair of its own, and its customer asks twice.
 */
export const nothings = tasks('loads that bring nothing', (stage) => {
  const { singleFlight } = stage.load<typeof Agency>('single-flight.ts');
  const endings = new Map<string, { fails: boolean; value: unknown }>([
    ['EUR/XAA', { fails: false, value: undefined }],
    ['EUR/XAB', { fails: false, value: null }],
    ['EUR/XAC', { fails: true, value: 'not traded' }],
    ['EUR/XAD', { fails: true, value: undefined }],
  ]);
  const asked: string[] = [];
  const rate = singleFlight(async (pair): Promise<unknown> => {
    asked.push(pair);
    const { fails, value } = endings.get(pair)!;
    if (fails) throw value;
    return value;
  });
  const unlike: string[] = [];
  const outcomeOf = (fails: boolean, value: unknown): string => `${fails ? 'a rejection with ' : ''}${inWords(value)}`;
  // The loads settle at once and so have no rows in the picture; if an answer never comes, this names the load behind
  // it.
  let waits = '';
  stage.show('A waits for', () => {
    const { fails, value } = endings.get(waits) ?? {};
    return waits === '' ? 'nothing' : `${waits}, whose load ${fails ? 'rejects' : 'resolves'} with ${inWords(value)}`;
  });
  stage.task('customer A', async () => {
    for (const [pair, { fails, value }] of endings) {
      const due = outcomeOf(fails, value);
      for (const time of [1, 2]) {
        const before = asked.length;
        waits = pair;
        const [failed, outcome] = await rate(pair).then(
          (answer) => [false, answer] as const,
          (reason: unknown) => [true, reason] as const,
        );
        waits = '';
        if (failed !== fails || outcome !== value)
          unlike.push(`a load ended with ${due}, and its caller got ${outcomeOf(failed, outcome)}`);
        if (time === 2 && asked.length === before)
          unlike.push(`a load ended with ${due}, its caller got that and asked again, and no new load began`);
      }
    }
  });
  return () => ({ unlike });
});

/** One load may fail, anywhere. */
export const outOfOrder = tasks('a load fails', (stage) => {
  const { ask, seen } = agency(stage, { mayFail: true });
  stage.task('customer A', () => ask('A', { again: true }));
  stage.task('customer B', () => ask('B'));
  return seen;
});

export const twoRates = tasks('two rates', (stage) => {
  const { ask, seen } = agency(stage);
  stage.task('customer A', () => ask('A'));
  stage.task('customer B', () => ask('B', { pair: 'EUR/USD' }));
  return () => ({ ...seen(), together: stage.together('load(EUR/JPY)', 'load(EUR/USD)') });
});

/** One pair is asked for, then the same the other way round, then the first again; one load may fail. */
export const thereAndBack = tasks('a pair, its opposite, and the pair again', (stage) => {
  const { ask, seen } = agency(stage, { mayFail: true });
  stage.task('customer A', () => ask('A'));
  stage.task('customer B', () => ask('B', { pair: 'JPY/EUR' }));
  stage.task('customer C', () => ask('C'));
  return seen;
});

/**
 * More pairs than any bound that somebody may have invented, and few enough for a single order even if each load takes
 * a turn or two of the event loop to begin. Each pair is asked for twice. All loads share one request, so there is one
 * order.
 */
export const allPairs = tasks('a hundred and ninety pairs', (stage) => {
  const { singleFlight } = stage.load<typeof Agency>('single-flight.ts');
  const letter = (number: number): string => String.fromCharCode(65 + (Math.floor(number) % 26));
  const pairs = Array.from({ length: 190 }, (_, n) => {
    const other = `${letter(n / 676)}${letter(n / 26)}${letter(n)}`;
    return n % 2 === 0 ? `EUR/${other}` : `${other}/EUR`;
  });
  let loads = 0;
  let together = 0;
  let request: Promise<string> | undefined;
  const answer = (): string => {
    together = loads;
    return 'the rates of the day';
  };
  const rate = singleFlight((pair) => {
    loads += 1;
    return (request ??= stage.operation({ name: 'load', args: [pair], run: answer }));
  });
  stage.task('customers', () => Promise.all([...pairs, ...pairs].map((pair) => rate(pair))));
  return () => ({ pairs: pairs.length, loads, together });
});

/** Two providers, asked for the same pair. */
export const twoProviders = tasks('two providers', (stage) => {
  const { singleFlight } = stage.load<typeof Agency>('single-flight.ts');
  const answers = ['bank', 'exchange'].map((name) => {
    const rate = singleFlight((pair) => stage.operation({ name: `${name}.load`, args: [pair], run: () => name }));
    return stage.task(`customer of the ${name}`, () => rate('EUR/JPY'));
  });
  return () => ({
    answers: answers.map((task) => task.result()),
    together: stage.together('bank.load', 'exchange.load'),
  });
});

/** One provider, for whose load two functions are made. */
export const twoAgencies = tasks('two agencies, one provider', (stage) => {
  const { singleFlight } = stage.load<typeof Agency>('single-flight.ts');
  const load = (pair: string): Promise<string> => stage.operation({ name: 'load', args: [pair], run: () => 'a rate' });
  for (const whose of ['one', 'other']) {
    const rate = singleFlight(load);
    stage.task(`customer of the ${whose} agency`, () => rate('EUR/JPY'));
  }
  return () => ({ loads: stage.calls('load') });
});
