import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explore } from '../../../arena/threads/explore.ts';
import { Scene } from '../../../arena/threads/pool/scene.ts';
import { draws } from '../../draws.ts';
import { endsOf, table } from './conformance-table.ts';
import { Staged } from './staged.ts';

let staged: Staged;
beforeAll(async () => {
  staged = await Staged.build();
});
afterAll(() => staged[Symbol.asyncDispose]());

/** More orders than this take long on real threads; with fewer threads the same programs are tried always. */
const mostOrders = draws(400, Infinity);

describe('real programs on real threads', () => {
  it.each(table.filter(([, , orders]) => orders <= mostOrders).map((row) => [row[0], row] as const))(
    '%s',
    async (_name, [, scenario, orders, ends, redundant = 0]) => {
      const scene = await Scene.open(staged.pool, { stage: staged.stage, scenario });
      const explored = await explore(scene, { budget: 20_000 });
      const { schedules, complete } = explored.exploration;
      expect({
        orders: schedules,
        complete,
        ends: endsOf(explored.exploration),
        redundant: explored.redundant,
      }).toEqual({
        orders,
        complete: true,
        ends,
        redundant,
      });
    },
  );
});
