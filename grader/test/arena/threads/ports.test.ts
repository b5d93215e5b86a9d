import { MessageChannel } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explore } from '../../../arena/threads/explore.ts';
import { Scene } from '../../../arena/threads/pool/scene.ts';
import { exchanges } from './fixture/attempt/ports.ts';
import { Staged } from './staged.ts';

const names = Object.keys(exchanges);

let staged: Staged;
beforeAll(async () => {
  staged = await Staged.build(
    Object.fromEntries(names.map((name, index) => [`exchange${index}`, `fixture.exchange(${JSON.stringify(name)})`])),
  );
});
afterAll(() => staged[Symbol.asyncDispose]());

/** What both ends tell of it when the ports are Node's own. */
async function inNode(name: string): Promise<unknown> {
  const { port1, port2 } = new MessageChannel();
  const view = new Int32Array(new SharedArrayBuffer(16));
  const ends = await Promise.all([exchanges[name]?.hear(port2, view), exchanges[name]?.send(port1, view)]);
  port1.close();
  return JSON.parse(JSON.stringify(ends.toReversed()));
}

describe('a port does what one of Node’s own does', () => {
  test.each(names)('%s', async (name) => {
    const scene = await Scene.open(staged.pool, {
      stage: staged.stage,
      scenario: `exchange${names.indexOf(name)}`,
    });
    const { exploration } = await explore(scene, { budget: 1000 });
    expect(exploration.complete).toBe(true);
    expect(exploration.outcomes.map(({ outcome, fault }) => fault ?? outcome)).toEqual([await inNode(name)]);
  });
});
