import type { Exploration, Json } from '../../../arena/common/exploration.ts';
import { explain } from '../../../arena/threads/explain/explain.ts';
import { explore } from '../../../arena/threads/explore.ts';
import { Scene } from '../../../arena/threads/pool/scene.ts';
import { Rejection, type Judgement } from '../../../harness/judgement.ts';
import { Orders, type Explain } from '../../../harness/orders.ts';
import { readReplay, replayToken } from '../../../harness/replay.ts';
import type { Style } from '../../../report/style.ts';
import { renderVerdict } from '../../../report/verdict.ts';
import type { Staged } from './staged.ts';

/** What a check demands of a scenario. */
export type Demand = {
  readonly scenario: string;
  readonly holds: (outcome: Json) => boolean;
  readonly judgement: Judgement<Json>;
};

const subject = { exercise: '04-shared-memory/01-fixture', hash: '0123456789abcdef' };
const judged = { checks: [], reach: { schedules: 1, complete: true }, output: { text: '', lost: 0 }, figures: [] };

/** What the learner reads of a scenario, and what a replay of the token in it says. */
export async function tellings(
  staged: Staged,
  demand: Demand,
  style: Style,
): Promise<{ text: string; replayed: string }> {
  const { scenario } = demand;
  const open = (): Promise<Scene> => Scene.open(staged.pool, { stage: staged.stage, scenario });
  let token = '';
  const explained: Explain = async (asked, everyOrder) => {
    const explanation = await explain(await open(), asked);
    token = replayToken(subject, { scenario, schedule: explanation.schedule, everyOrder });
    return { explanation, replay: token };
  };
  const { exploration } = await explore(await open(), { budget: 20_000 });
  const text = await verdict(new Orders<Json>(exploration, explained), demand, style);

  const read = readReplay(token, subject);
  if (read.state !== 'run') throw new Error(`Expected the token to be read, got ${JSON.stringify(read)}`);
  const { schedule, outcome, fault } = await explain(await open(), read.schedule);
  const end = { ...(outcome !== undefined && { outcome }), ...(fault && { fault }), count: 1, schedule };
  const again: Exploration = { schedules: 1, complete: false, outcomes: [end] };
  return { text, replayed: await verdict(new Orders<Json>(again, explained, read), demand, style) };
}

async function verdict(orders: Orders<Json>, { holds, judgement }: Demand, style: Style): Promise<string> {
  try {
    await orders.never((outcome) => (holds(outcome) ? undefined : outcome), judgement);
    return 'passed';
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    const finding = { check: 'all is well', ...error.finding };
    return renderVerdict(
      { state: 'failed', findings: [finding], ...judged },
      { name: 'fixture', folder: 'exercises/04-shared-memory/01-fixture' },
      style,
    ).join('\n');
  }
}
