import { tasks, type TaskStage } from '../../../harness/scenario.ts';
import type * as App from '../../../../exercises/02-async-races/10-transfer-deadlock/transfer.ts';

type Name = 'ann' | 'bob' | 'cem' | 'dan' | 'ben' | 'bea' | 'Ben';

/** A server with wallets of 100 cents, which sees who uses what, and how. */
function server(stage: TaskStage, names: readonly Name[], { mayFail = false } = {}) {
  const balances = new Map<string, number>(names.map((name) => [name, 100]));
  /** Of each wallet those who have it or wait for it, in their order. */
  const lines = new Map<string, object[]>(names.map((name) => [name, []]));
  const lineOf = (id: string): object[] => lines.get(id) ?? [];
  const asked: string[] = [];
  const unlocked: string[] = [];
  const givenBackTwice: string[] = [];
  const errors: Error[] = [];

  const giveBack =
    (id: string, place: object): App.GiveBack =>
    () => {
      const line = lineOf(id);
      if (line[0] === place) line.shift();
      else givenBackTwice.push(id);
    };
  const noteUnlocked = (call: string): void => {
    for (const name of names) if (lineOf(name).length === 0) unlocked.push(`${name} was not locked at ${call}`);
  };
  const fail = (): Error => {
    const error = new Error('no answer from the server');
    errors.push(error);
    return error;
  };
  const wallet = (id: Name): App.Wallet => {
    stage.show(id, () => `${balances.get(id)}${lineOf(id).length > 0 ? ' locked' : ''}`);
    return {
      id,
      lock: () => {
        const place = {};
        asked.push(id);
        lineOf(id).push(place);
        return stage.operation({
          name: `${id}.lock`,
          possible: () => lineOf(id)[0] === place,
          run: () => giveBack(id, place),
          show: () => 'locked',
        });
      },
      tryLock: () => {
        const place = {};
        asked.push(id);
        return stage.operation({
          name: `${id}.tryLock`,
          run: () => {
            if (lineOf(id).length > 0) return undefined;
            lineOf(id).push(place);
            return giveBack(id, place);
          },
          show: (given) => (given === undefined ? 'undefined' : 'locked'),
        });
      },
      balance: () =>
        stage.operation({
          name: `${id}.balance`,
          run: () => {
            noteUnlocked(`${id}.balance()`);
            return balances.get(id) ?? 0;
          },
          mayFail: mayFail ? fail : undefined,
        }),
      setBalance: (cents) =>
        stage.operation({
          name: `${id}.setBalance`,
          args: [cents],
          run: () => {
            noteUnlocked(`${id}.setBalance()`);
            balances.set(id, cents);
          },
        }),
    };
  };
  return {
    wallets: Object.fromEntries(names.map((name) => [name, wallet(name)])) as Record<Name, App.Wallet>,
    end: () => ({
      balances: names.map((name) => `${name} ${balances.get(name)}`).join(', '),
      locked: names.filter((name) => lineOf(name).length > 0),
      asked: asked.length,
      unlocked,
      givenBackTwice: [...new Set(givenBackTwice)],
    }),
    /** Locks a wallet without a request. */
    hold: (name: Name): App.GiveBack => {
      const place = {};
      lineOf(name).push(place);
      return giveBack(name, place);
    },
    errors,
  };
}

/** What another part of the program does with a wallet. */
async function interest(wallet: App.Wallet): Promise<void> {
  const giveBack = await wallet.lock();
  await wallet.setBalance((await wallet.balance()) + 5);
  giveBack();
}

export const oneTransfer = tasks('one transfer', (stage) => {
  const { transfer } = stage.load<typeof App>('transfer.ts');
  const { wallets, end } = server(stage, ['ann', 'bob']);
  stage.task('ann pays bob', () => transfer(wallets.ann, wallets.bob, 30));
  return end;
});

/** To the last cent. */
export const otherWay = tasks('one transfer the other way', (stage) => {
  const { transfer } = stage.load<typeof App>('transfer.ts');
  const { wallets, end } = server(stage, ['ann', 'bob']);
  stage.task('bob pays ann', () => transfer(wallets.bob, wallets.ann, 100));
  return end;
});

/** Both want to pay at the same moment. */
function both(one: Name, other: Name, back: number) {
  return (stage: TaskStage) => {
    const { transfer } = stage.load<typeof App>('transfer.ts');
    const { wallets, end } = server(stage, [one, other]);
    stage.task(`${one} pays ${other}`, () => transfer(wallets[one], wallets[other], 30));
    stage.task(`${other} pays ${one}`, () => transfer(wallets[other], wallets[one], back));
    return end;
  };
}

export const bothPay = tasks('both want to pay', both('ann', 'bob', 20));
/** Their names are as long, and begin alike; the amounts are the same. */
export const othersPay = tasks('two others want to pay', both('ben', 'bea', 30));
/** Who does not look at the case takes them for the same. */
export const namesakesPay = tasks('two with nearly the same name want to pay', both('ben', 'Ben', 20));

/** Any two of the three have one wallet in common, and no two are opposite. */
export const circle = tasks('three in a circle', (stage) => {
  const { transfer } = stage.load<typeof App>('transfer.ts');
  const { wallets, end } = server(stage, ['ann', 'bob', 'cem']);
  stage.task('ann pays bob', () => transfer(wallets.ann, wallets.bob, 30), { atOnce: true });
  stage.task('bob pays cem', () => transfer(wallets.bob, wallets.cem, 20), { atOnce: true });
  stage.task('cem pays ann', () => transfer(wallets.cem, wallets.ann, 10), { atOnce: true });
  return end;
});

function withInterestFor(name: 'ann' | 'bob') {
  return (stage: TaskStage) => {
    const { transfer } = stage.load<typeof App>('transfer.ts');
    const { wallets, end } = server(stage, ['ann', 'bob']);
    stage.task('ann pays bob', () => transfer(wallets.ann, wallets.bob, 30));
    stage.task(`interest for ${name}`, () => interest(wallets[name]));
    return end;
  };
}

export const interestForAnn = tasks('a transfer, and the interest for the payer', withInterestFor('ann'));
export const interestForBob = tasks('a transfer, and the interest for the receiver', withInterestFor('bob'));

/** The first transfer is more than there is, or has a call that fails; then comes a second. */
export const itFails = tasks('a transfer fails', (stage) => {
  const { transfer } = stage.load<typeof App>('transfer.ts');
  const { wallets, end, errors } = server(stage, ['ann', 'bob'], { mayFail: true });
  const told: string[] = [];
  let bobPaid = 0;
  const outcome = (error: unknown): string => (error === errors[0] ? 'that error' : 'another error');
  stage.task('transfers', async () => {
    const before = errors.length;
    await transfer(wallets.ann, wallets.bob, 500).then(
      () => told.push('ann paid 5.00 and had only 1.00'),
      (error: unknown) => {
        if (errors.length > before && error !== errors[0])
          told.push('a call failed, and ann was told of another error');
      },
    );
    const failed = errors.length;
    await transfer(wallets.bob, wallets.ann, 20).then(
      () => {
        bobPaid = 20;
        if (errors.length > failed) told.push('a call failed, and bob was told that all is well');
      },
      (error: unknown) => {
        if (errors.length === failed) told.push(`bob was told of an error: ${String(error)}`);
        else if (outcome(error) !== 'that error') told.push('a call failed, and bob was told of another error');
      },
    );
  });
  return () => ({ ...end(), wanted: `ann ${100 + bobPaid}, bob ${100 - bobPaid}`, told });
});

function fromAnnToAnn(cents: number) {
  return (stage: TaskStage) => {
    const { transfer } = stage.load<typeof App>('transfer.ts');
    const { wallets, end } = server(stage, ['ann']);
    stage.task('ann pays ann', () => transfer(wallets.ann, wallets.ann, cents));
    return end;
  };
}

export const toOneself = tasks('from a wallet to itself', fromAnnToAnn(30));
/** Nothing moves, so there is nothing that she would need the money for. */
export const muchToOneself = tasks('more than there is, from a wallet to itself', fromAnnToAnn(500));

/** Ann's wallet is busy, and somebody waits for it. What of those who do not need it? */
function strangersOf(...others: readonly Name[]) {
  return (stage: TaskStage) => {
    const { transfer } = stage.load<typeof App>('transfer.ts');
    const { wallets, end, hold } = server(stage, ['ann', 'bob', 'cem', 'dan', ...others]);
    const giveBack = hold('ann');
    const annWaits = { happened: false };
    let answered = false;
    let answeredMeanwhile = false;
    // Two of whose wallets nobody will ever hear again: their transfer waits, and takes no step.
    for (const name of others) hold(name);
    const [one, other] = others.map((name) => wallets[name]);
    stage.task(
      'ann pays bob',
      async () => {
        const payment = transfer(wallets.ann, wallets.bob, 500);
        if (one && other) void transfer(one, other, 500).catch(() => {});
        annWaits.happened = true;
        // Nobody has that much: fewer steps, and so fewer orders.
        await payment.catch(() => {});
      },
      { atOnce: true },
    );
    stage.task(
      'cem pays dan',
      async () => {
        await transfer(wallets.cem, wallets.dan, 500).catch(() => {});
        answered = true;
      },
      { after: annWaits },
    );
    stage.task('interest for ann', async () => {
      answeredMeanwhile = answered;
      giveBack();
    });
    return () => ({ ...end(), answeredMeanwhile });
  };
}

export const strangers = tasks('friends wait, strangers do not', strangersOf());
export const manyWait = tasks('many wait, strangers do not', strangersOf('ben', 'bea'));
