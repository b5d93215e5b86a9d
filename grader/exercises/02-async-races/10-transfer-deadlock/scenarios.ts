import { family, inWords, tasks, type TaskOptions, type TaskStage } from '../../../harness/scenario.ts';
import type * as App from '../../../../exercises/02-async-races/10-transfer-deadlock/transfer.ts';

type Name = 'ann' | 'bob' | 'cem' | 'dan' | 'ben' | 'bea' | 'Ben' | 'carlo' | 'carol';

/** A place in the line for a wallet, and whether its owner knows that the wallet is theirs. */
type Place = { isTold: boolean };

/** Transfers, and a server with wallets of 100 cents, which sees who uses what, and how. */
function server(stage: TaskStage, names: readonly Name[], { mayFail = false } = {}) {
  const { transfer } = stage.load<typeof App>('transfer.ts');
  const balances = new Map<string, number>(names.map((name) => [name, 100]));
  /** For each wallet, those who have it or wait for it, in order. */
  const lines = new Map<string, Place[]>(names.map((name) => [name, []]));
  const lineOf = (id: string): Place[] => lines.get(id) ?? [];
  const asked: string[] = [];
  const unlocked: string[] = [];
  const givenBackTwice: string[] = [];
  const errors: Error[] = [];

  /** Joins the line for a wallet; the first in line has it. */
  const queue = (id: string) => {
    const place: Place = { isTold: false };
    lineOf(id).push(place);
    const giveBack: App.GiveBack = () => {
      if (lineOf(id)[0] === place) lineOf(id).shift();
      else givenBackTwice.push(id);
    };
    const tell = (): App.GiveBack => {
      place.isTold = true;
      return giveBack;
    };
    return { isFirst: () => lineOf(id)[0] === place, tell, giveBack };
  };
  const noteTooEarly = (call: string): void => {
    for (const name of names) {
      const [first] = lineOf(name);
      if (first === undefined) unlocked.push(`the wallet of ${name} was not locked when ${call} was called`);
      else if (!first.isTold) unlocked.push(`${call} was called before ${name}.lock() had an answer`);
    }
  };
  const noteUnlocked = (call: string): void => {
    for (const name of names)
      if (lineOf(name).length === 0) unlocked.push(`the wallet of ${name} was not locked when ${call} was answered`);
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
        asked.push(id);
        const { isFirst, tell } = queue(id);
        return stage.operation({ name: `${id}.lock`, possible: isFirst, run: tell, show: () => 'locked' });
      },
      tryLock: () => {
        asked.push(id);
        return stage.operation({
          name: `${id}.tryLock`,
          run: () => (lineOf(id).length > 0 ? undefined : queue(id).tell()),
          show: (given) => (given === undefined ? 'undefined' : 'locked'),
        });
      },
      balance: () => {
        noteTooEarly(`${id}.balance()`);
        return stage.operation({
          name: `${id}.balance`,
          run: () => {
            noteUnlocked(`${id}.balance()`);
            return balances.get(id) ?? 0;
          },
          mayFail: mayFail ? fail : undefined,
        });
      },
      setBalance: (cents) => {
        noteTooEarly(`${id}.setBalance(${cents})`);
        return stage.operation({
          name: `${id}.setBalance`,
          args: [cents],
          run: () => {
            noteUnlocked(`${id}.setBalance(${cents})`);
            balances.set(id, cents);
          },
        });
      },
    };
  };
  const wallets = Object.fromEntries(names.map((name) => [name, wallet(name)])) as Record<Name, App.Wallet>;
  const pays = (from: Name, to: Name, cents: number, options?: TaskOptions): void =>
    void stage.task(`${from} pays ${to}`, () => transfer(wallets[from], wallets[to], cents), options);
  const end = () => ({
    balances: names.map((name) => `${name} ${balances.get(name)}`).join(', '),
    locked: names.filter((name) => lineOf(name).length > 0),
    asked: asked.length,
    unlocked,
    givenBackTwice,
  });
  /** Locks a wallet without a request. */
  const hold = (name: Name): App.GiveBack => queue(name).giveBack;
  return { transfer, wallets, pays, end, hold, errors, asked };
}

/** What another part of the program does with a wallet. */
async function interest(wallet: App.Wallet): Promise<void> {
  const giveBack = await wallet.lock();
  await wallet.setBalance((await wallet.balance()) + 5);
  giveBack();
}

export const oneTransfer = tasks('one transfer', (stage) => {
  const { pays, end } = server(stage, ['ann', 'bob']);
  pays('ann', 'bob', 30);
  return end;
});

/** Pays to the last cent: an empty wallet is still a wallet. */
export const otherWay = tasks('one transfer the other way, and one back', (stage) => {
  const { transfer, wallets, end } = server(stage, ['ann', 'bob']);
  stage.task('bob pays ann, who pays some of it back', async () => {
    await transfer(wallets.bob, wallets.ann, 100);
    await transfer(wallets.ann, wallets.bob, 30);
  });
  return end;
});

const couples = {
  'ann-and-bob': ['ann', 'bob', 20],
  // Their names are equally long, begin alike, and have the same letters; the amounts are the same.
  'carlo-and-carol': ['carlo', 'carol', 30],
  // A comparison that ignores case takes them for the same.
  namesakes: ['ben', 'Ben', 20],
} as const;

/** Both want to pay at the same moment. */
export const bothPay = family(['ann-and-bob', 'carlo-and-carol', 'namesakes'], (couple) =>
  tasks(`both want to pay: ${couple}`, (stage) => {
    const [one, other, back] = couples[couple];
    const { pays, end } = server(stage, [one, other]);
    pays(one, other, 30);
    pays(other, one, back);
    return end;
  }),
);

/** Any two of the three have one wallet in common, and no two are opposite. */
export const circle = tasks('three in a circle', (stage) => {
  const { pays, end } = server(stage, ['ann', 'bob', 'cem']);
  pays('ann', 'bob', 30, { atOnce: true });
  pays('bob', 'cem', 20, { atOnce: true });
  pays('cem', 'ann', 10, { atOnce: true });
  return end;
});

export const interestFor = family(['ann', 'bob'], (name) =>
  tasks(`a transfer from ann to bob, and the interest for ${name}`, (stage) => {
    const { wallets, pays, end, asked } = server(stage, ['ann', 'bob']);
    pays('ann', 'bob', 30);
    stage.task(`interest for ${name}`, () => interest(wallets[name]));
    /** The wallets for which the transfer asked again; the interest asks once itself. */
    const askedTwice = (): string[] =>
      ['ann', 'bob'].filter((id) => asked.filter((one) => one === id).length > (id === name ? 2 : 1));
    return () => ({ ...end(), askedTwice: askedTwice() });
  }),
);

/** The first transfer exceeds the balance, or one of its calls fails; then comes a second. */
export const itFails = tasks('a transfer fails', (stage) => {
  const { transfer, wallets, end, errors } = server(stage, ['ann', 'bob'], { mayFail: true });
  const told: string[] = [];
  let bobPaid = 0;
  /** @returns how the payment ended, where a call of its own may have failed */
  const outcome = async (payment: Promise<void>): Promise<{ resolved: boolean; failed?: Error; how: string }> => {
    const before = errors.length;
    const [resolved, error] = await payment.then(
      () => [true, undefined] as const,
      (reason: unknown) => [false, reason] as const,
    );
    const failed = errors[before];
    const how = resolved ? 'resolved' : `rejected with ${String(error)}`;
    if (failed && error !== failed) told.push(`a call failed with "${failed.message}", and its transfer ${how}`);
    return { resolved, how, ...(failed && { failed }) };
  };
  stage.task('transfers', async () => {
    const ann = await outcome(transfer(wallets.ann, wallets.bob, 500));
    if (ann.resolved && !ann.failed) told.push('ann had 100, and her transfer of 500 resolved');
    const bob = await outcome(transfer(wallets.bob, wallets.ann, 20));
    if (bob.resolved) bobPaid = 20;
    else if (!bob.failed) told.push(`no call of bob's transfer failed, and it ${bob.how}`);
  });
  return () => ({ ...end(), wanted: `ann ${100 + bobPaid}, bob ${100 - bobPaid}`, told });
});

/** A call may reject without a reason. */
export const noReason = tasks('a call fails, and no reason is given', (stage) => {
  const { transfer, wallets, end } = server(stage, ['ann', 'bob']);
  let failed = false;
  let how = 'pending';
  const balance = (): Promise<number> =>
    stage.operation({
      name: 'bob.balance',
      run: () => {
        failed = true;
        throw undefined;
      },
    });
  stage.task('ann pays bob', async () => {
    how = await transfer(wallets.ann, { ...wallets.bob, balance }, 30).then(
      () => 'resolved',
      (reason: unknown) => `rejected with ${inWords(reason)}`,
    );
  });
  return () => ({ ...end(), failed, how });
});

/** 500 cents are more than she has. But nothing moves, so she does not need the money. */
export const toOneself = family([30, 500], (cents) =>
  tasks(`${cents} from a wallet to itself`, (stage) => {
    const { pays, end } = server(stage, ['ann']);
    pays('ann', 'ann', cents);
    return end;
  }),
);

/** Ann's wallet is busy, and one transfer waits for it, or many do. Strangers, who do not need it, must not wait. */
export const strangers = family(['one', 'many'], (waiting) =>
  tasks(`${waiting} waiting, and strangers`, (stage) => {
    const others: readonly Name[] = waiting === 'many' ? ['ben', 'bea'] : [];
    const { transfer, wallets, end, hold } = server(stage, ['ann', 'bob', 'cem', 'dan', ...others]);
    const giveBack = hold('ann');
    const annWaits = { happened: false };
    let answered = false;
    let answeredMeanwhile = false;
    // Two wallets that are never given back: transfers between them wait, and take no step. There are more of these
    // transfers than most limits allow.
    for (const name of others) hold(name);
    const [one, other] = others.map((name) => wallets[name]);
    stage.task(
      'ann pays bob',
      async () => {
        const payment = transfer(wallets.ann, wallets.bob, 500);
        if (one && other) for (let more = 0; more < 12; more += 1) void transfer(one, other, 500).catch(() => {});
        annWaits.happened = true;
        // Nobody has that much, so there are fewer steps, and fewer orders.
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
  }),
);
