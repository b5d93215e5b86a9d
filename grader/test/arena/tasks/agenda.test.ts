import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Action, type ActionKind } from '../../../arena/tasks/run/action.ts';
import { Agenda } from '../../../arena/tasks/run/agenda.ts';
import { nothing } from '../../../arena/tasks/run/footprint.ts';

/** What is planned at once, and how it is chosen from what is ready. */
const planned = fc.array(
  fc.record({
    kind: fc.constantFrom<ActionKind>('start', 'operation', 'event', 'timer', 'immediate'),
    deadline: fc.integer({ min: 1, max: 5 }),
  }),
  { maxLength: 12 },
);
const choices = fc.infiniteStream(fc.nat());

function filled(plans: readonly { kind: ActionKind; deadline: number }[], anyOrder = false): Agenda {
  const agenda = new Agenda(anyOrder);
  for (const [serial, { kind, deadline }] of plans.entries()) {
    const plan = { kind, name: kind, fire: () => {}, footprint: nothing, ...(kind === 'timer' && { deadline }) };
    agenda.add(new Action(plan, { actor: serial, serial, creator: undefined, step: 0 }));
  }
  return agenda;
}

const immediate = (serial: number): Action =>
  new Action(
    { kind: 'immediate', name: 'immediate', fire: () => {}, footprint: nothing },
    { actor: serial, serial, creator: undefined, step: 0 },
  );

/** How many turns of loops that poll by immediates, each as long as it may, something else is kept waiting. */
function turnsBefore(kind: ActionKind, loops: number): number {
  const agenda = filled([...Array.from({ length: loops }, () => 'immediate' as const), kind].map(planOf));
  for (let turns = 0; turns < 1000; turns += 1) {
    const next = agenda.ready(0).find((action) => action.kind === 'immediate');
    if (next === undefined) return turns;
    agenda.take(next);
    agenda.add(immediate(loops + 1 + turns));
  }
  return Infinity;
}

const planOf = (kind: ActionKind): { kind: ActionKind; deadline: number } => ({ kind, deadline: 1 });

function taken(agenda: Agenda, choose: Iterator<number>): readonly Action[] {
  const order: Action[] = [];
  let now = 0;
  for (let ready = agenda.ready(now); ready.length > 0; ready = agenda.ready(now)) {
    const action = ready[choose.next().value % ready.length];
    if (action === undefined) break;
    now = Math.max(now, action.deadline ?? 0);
    agenda.take(action);
    order.push(action);
  }
  return order;
}

test('everything planned happens once, whatever is chosen', () => {
  fc.assert(
    fc.property(planned, choices, (plans, choose) => {
      const serials = taken(filled(plans), choose).map(({ serial }) => serial);
      expect(serials.toSorted((a, b) => a - b)).toEqual(plans.map((_, serial) => serial));
    }),
  );
});

test('timers happen by deadline, then in the order of their making', () => {
  fc.assert(
    fc.property(planned, choices, (plans, choose) => {
      const timers = taken(filled(plans), choose).filter(({ kind }) => kind === 'timer');
      const due = timers.toSorted((a, b) => (a.deadline ?? 0) - (b.deadline ?? 0) || a.serial - b.serial);
      expect(timers).toEqual(due);
    }),
  );
});

test('immediates that were queued together happen together, in the order of their making', () => {
  fc.assert(
    fc.property(planned, choices, (plans, choose) => {
      const order = taken(filled(plans), choose);
      const immediates = order.filter(({ kind }) => kind === 'immediate');
      const first = Math.max(
        0,
        order.findIndex(({ kind }) => kind === 'immediate'),
      );
      expect(order.slice(first, first + immediates.length)).toEqual(immediates);
      expect(immediates).toEqual(immediates.toSorted((a, b) => a.serial - b.serial));
    }),
  );
});

test('in any order means: every pending timer may be next', () => {
  fc.assert(
    fc.property(planned, (plans) => {
      const ready = filled(plans, true).ready(0);
      const timers = plans.filter(({ kind }) => kind === 'timer');
      expect(ready.filter(({ kind }) => kind === 'timer')).toHaveLength(timers.length);
    }),
  );
});

test.each(['operation', 'timer', 'start'] as const)(
  'loops that poll by immediates do not keep waiting for ever: %s',
  (kind) => {
    // Up to the end of the phase in which patience ends.
    for (const loops of [1, 10]) expect(turnsBefore(kind, loops)).toBeLessThanOrEqual(60 + loops);
  },
);
