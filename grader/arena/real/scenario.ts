import type { Json } from '../exploration.ts';
import type { RealStage } from './stage.ts';

/** A real run: real threads, files and time, judged by witnesses that noise cannot fake. */
export type RealScenario<Outcome extends Json = Json> = {
  readonly kind: 'real';
  readonly title: string;
  readonly run: (stage: RealStage) => Promise<Outcome>;
};

/**
 * @example
 * export const slowFile = real('the file is slow', async ({ load, heartbeat }) => {
 *   const { loadConfig } = await load<typeof Config>('load-config.ts');
 *   …
 * });
 */
export function real<Outcome extends Json>(
  title: string,
  run: (stage: RealStage) => Promise<Outcome>,
): RealScenario<Outcome> {
  return { kind: 'real', title, run };
}
