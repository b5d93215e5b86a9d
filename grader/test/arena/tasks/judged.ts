import pc from 'picocolors';
import type { Json } from '../../../arena/common/exploration.ts';
import { Rejection } from '../../../harness/judgement.ts';
import { Orders } from '../../../harness/orders.ts';
import { readReplay, replayToken } from '../../../harness/replay.ts';
import type { Verdict } from '../../../verdict/verdict.ts';
import { renderVerdict } from '../../../report/verdict.ts';
import type { Attempt } from './attempts.ts';

const subject = { exercise: '02-async-races/09-sample', hash: '0123456789abcdef' };

/** What a learner reads, and what its token runs again. */
export type Judged = { readonly text: string; readonly kind: string; readonly replayed: string };

/** Judges an attempt as a check does. */
export async function judged(
  { explore, explain }: Attempt,
  judge: (orders: Orders<Json>) => Promise<void> | void,
): Promise<Judged> {
  const orders = new Orders<Json>(await explore(), async (asked, everyOrder, good) => {
    const explanation = await explain(asked, undefined, good);
    const { schedule } = explanation;
    return { explanation, replay: replayToken(subject, { scenario: 'scenario', schedule, everyOrder }) };
  });
  const finding = await rejection(async () => judge(orders));
  const again = finding.replay === undefined ? undefined : readReplay(finding.replay, subject);
  const { outcome, fault } = again?.state === 'run' ? await explain(again.schedule) : {};
  const verdict: Verdict = {
    state: 'failed',
    findings: [{ check: 'the check', ...finding }],
    output: { text: '', lost: 0 },
    reach: { schedules: 1, complete: true },
    checks: [],
    figures: [],
  };
  const style = { width: 80, colors: pc.createColors(false), ascii: false };
  const lines = renderVerdict(verdict, { name: 'sample', folder: 'sample' }, style);
  return {
    text: `${lines.join('\n')}\n`,
    kind: finding.kind,
    replayed: fault?.kind ?? JSON.stringify(outcome ?? null),
  };
}

/** Whether a check would accept the attempt. */
export async function passes(
  { explore }: Attempt,
  judge: (orders: Orders<Json>) => Promise<void> | void,
): Promise<boolean> {
  const orders = new Orders<Json>(await explore(), () => Promise.reject(new Error('Expected no order to fail')));
  await judge(orders);
  return true;
}

async function rejection(judge: () => Promise<void>): Promise<Rejection['finding']> {
  try {
    await judge();
  } catch (error) {
    if (error instanceof Rejection) return error.finding;
    throw error;
  }
  throw new Error('Expected the check to fail');
}
