import type { Json } from '../common/exploration.ts';
import type { RealStage } from './stage.ts';

/** A real run: real threads, files and time, judged by witnesses that noise cannot fake. */
export type RealScenario<Outcome extends Json = Json> = {
  readonly kind: 'real';
  readonly title: string;
  readonly run: (stage: RealStage) => Promise<Outcome>;
};

/**
 * @example
 * export const threeWorkers = real('three workers', async (stage) => {
 *   const { countAll } = await stage.load<typeof Counting>('counting.ts');
 *   const meter = stage.meter(3);
 *   return { total: await countAll(1000, 3), together: meter.peak() };
 * });
 */
export function real<Outcome extends Json>(
  title: string,
  run: (stage: RealStage) => Promise<Outcome>,
): RealScenario<Outcome> {
  return { kind: 'real', title, run };
}
