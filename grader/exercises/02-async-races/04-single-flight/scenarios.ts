import { tasks, type TaskStage } from '../../../harness/scenario.ts';
import type * as Agency from '../../../../exercises/02-async-races/04-single-flight/single-flight.ts';

type Rate = { readonly pair: string; readonly load: number };

/** A provider whose loads are numbered, and who knows what is under way. */
function provider(stage: TaskStage, { name = 'load', mayFail = false } = {}) {
  const underWay = new Map<string, number>();
  /** The one object that each load has brought. */
  const rates = new Map<number, Rate>();
  let loads = 0;
  let twice = 0;
  let failed: { load: number; error: Error } | undefined;
  const load = (pair: string): Promise<Rate> => {
    loads += 1;
    const number = loads;
    if (underWay.has(pair)) twice += 1;
    underWay.set(pair, number);
    const fail = (): Error => {
      underWay.delete(pair);
      failed = { load: number, error: new Error(`load ${number} failed`) };
      return failed.error;
    };
    return stage.operation({
      name,
      args: [pair],
      run: () => {
        underWay.delete(pair);
        const rate = { pair, load: number };
        rates.set(number, rate);
        return rate;
      },
      show: () => `rate of load ${number}`,
      mayFail: mayFail ? fail : undefined,
    });
  };
  return { load, underWay, rates, loads: () => loads, twice: () => twice, failed: () => failed };
}

/** Asks for rates, and notes every answer that is not the one which the moment of asking calls for. */
function customers(
  rate: (pair: string) => Promise<Rate>,
  { underWay, rates, loads, failed }: ReturnType<typeof provider>,
) {
  const old: string[] = [];
  const foreign: string[] = [];
  const copies: string[] = [];
  /** @param again asks once more in the very moment in which the answer comes */
  const ask = async (who: string, { pair = 'EUR/JPY', again = false } = {}): Promise<void> => {
    let next: Promise<void> | undefined;
    const repeat = (): void => {
      if (again) next = ask(`${who}, again,`, { pair });
    };
    const joined = underWay.get(pair);
    const before = loads();
    const isOurs = (load: number): boolean => (joined === undefined ? load > before : load === joined);
    const due = joined === undefined ? 'a new load' : `load ${joined}, which was under way`;
    await rate(pair).then(
      (answer: Rate | undefined) => {
        repeat();
        if (answer?.pair !== pair) foreign.push(`${who} asked for ${pair}, and got ${JSON.stringify(answer?.pair)}`);
        else if (!isOurs(answer.load)) old.push(`${who} got load ${answer.load} instead of ${due}`);
        else if (answer.load === failed()?.load) foreign.push(`${who} got an answer of a load that failed`);
        else if (answer !== rates.get(answer.load))
          copies.push(`${who} got a copy of what load ${answer.load} brought`);
      },
      (error: unknown) => {
        repeat();
        const failure = failed();
        if (failure === undefined || error !== failure.error) foreign.push(`${who} got ${String(error)}`);
        else if (!isOurs(failure.load)) foreign.push(`${who} got the error of load ${failure.load} instead of ${due}`);
      },
    );
    await next;
  };
  return { ask, old, foreign, copies };
}

export const oneCustomer = tasks('one customer', (stage) => {
  const { singleFlight } = stage.load<typeof Agency>('single-flight.ts');
  const rates = provider(stage);
  const { ask, old, foreign } = customers(singleFlight(rates.load), rates);
  stage.task('customer A', () => ask('A', { again: true }));
  return () => ({ loads: rates.loads(), wrong: [...old, ...foreign] });
});

/** Three customers want the same rate; the first wants it once more as soon as it is there. */
export const sameRate = tasks('three customers, one rate', (stage) => {
  const { singleFlight } = stage.load<typeof Agency>('single-flight.ts');
  const rates = provider(stage);
  const { ask, old, foreign } = customers(singleFlight(rates.load), rates);
  stage.task('customer A', () => ask('A', { again: true }));
  for (const name of ['B', 'C']) stage.task(`customer ${name}`, () => ask(name));
  return () => ({ twice: rates.twice(), old, foreign });
});

/** Two questions in one breath: there is not even another task between them. */
export const oneBreath = tasks('two questions in one breath', (stage) => {
  const { singleFlight } = stage.load<typeof Agency>('single-flight.ts');
  const rates = provider(stage);
  const { ask, old, foreign, copies } = customers(singleFlight(rates.load), rates);
  stage.task('customer A', () => Promise.all([ask('A'), ask('A, too,')]));
  return () => ({ loads: rates.loads(), wrong: [...old, ...foreign], copies });
});

/** What is loaded may be nothing: a pair that is not traded has no rate. */
export const noRate = tasks('two questions, and there is no rate', (stage) => {
  const { singleFlight } = stage.load<typeof Agency>('single-flight.ts');
  const rate = singleFlight((pair): Promise<unknown> =>
    stage.operation({ name: 'load', args: [pair], run: () => undefined }),
  );
  const wrong: string[] = [];
  stage.task('customer A', async () => {
    for (const answer of await Promise.all([rate('EUR/JPY'), rate('EUR/JPY')])) {
      if (answer !== undefined) wrong.push(`A got ${JSON.stringify(answer)}`);
    }
  });
  return () => ({ loads: stage.calls('load'), wrong });
});

/** One load may fail, anywhere. */
export const outOfOrder = tasks('a load fails', (stage) => {
  const { singleFlight } = stage.load<typeof Agency>('single-flight.ts');
  const rates = provider(stage, { mayFail: true });
  const { ask, old, foreign } = customers(singleFlight(rates.load), rates);
  stage.task('customer A', () => ask('A', { again: true }));
  stage.task('customer B', () => ask('B'));
  return () => ({ failed: rates.failed() !== undefined, twice: rates.twice(), wrong: [...foreign, ...old] });
});

export const twoRates = tasks('two rates', (stage) => {
  const { singleFlight } = stage.load<typeof Agency>('single-flight.ts');
  const rates = provider(stage);
  const { ask, foreign } = customers(singleFlight(rates.load), rates);
  stage.task('customer A', () => ask('A'));
  stage.task('customer B', () => ask('B', { pair: 'EUR/USD' }));
  return () => ({ foreign, together: stage.together('load(EUR/JPY)', 'load(EUR/USD)') });
});

/** One pair is asked for, then the same the other way round, then the first again; one load may fail. */
export const thereAndBack = tasks('a pair, its opposite, and the pair again', (stage) => {
  const { singleFlight } = stage.load<typeof Agency>('single-flight.ts');
  const rates = provider(stage, { mayFail: true });
  const { ask, old, foreign } = customers(singleFlight(rates.load), rates);
  stage.task('customer A', () => ask('A'));
  stage.task('customer B', () => ask('B', { pair: 'JPY/EUR' }));
  stage.task('customer C', () => ask('C'));
  return () => ({ twice: rates.twice(), wrong: [...foreign, ...old] });
});

/** So many pairs that no bound will do which somebody made up, each asked for twice. One request for all: one order. */
export const allPairs = tasks('a thousand pairs', (stage) => {
  const { singleFlight } = stage.load<typeof Agency>('single-flight.ts');
  const letter = (number: number): string => String.fromCharCode(65 + (Math.floor(number) % 26));
  const pairs = Array.from({ length: 1000 }, (_, n) => `EUR/${letter(n / 676)}${letter(n / 26)}${letter(n)}`);
  let loads = 0;
  let request: Promise<string> | undefined;
  const rate = singleFlight((pair) => {
    loads += 1;
    return (request ??= stage.operation({ name: 'load', args: [pair], run: () => 'the rates of the day' }));
  });
  stage.task('customers', () => Promise.all([...pairs, ...pairs].map((pair) => rate(pair))));
  return () => ({ pairs: pairs.length, loads });
});

/** Two providers, asked for the same pair. */
export const twoProviders = tasks('two providers', (stage) => {
  const { singleFlight } = stage.load<typeof Agency>('single-flight.ts');
  const wrong: string[] = [];
  for (const name of ['bank', 'exchange']) {
    const rates = provider(stage, { name: `${name}.load` });
    const rate = singleFlight(async (pair) => ({ name, ...(await rates.load(pair)) }));
    stage.task(`customer of the ${name}`, async () => {
      const answer = await rate('EUR/JPY');
      if (answer.name !== name) wrong.push(`the ${name}'s customer got the ${answer.name}'s rate`);
    });
  }
  return () => ({ wrong, together: stage.together('bank.load', 'exchange.load') });
});
