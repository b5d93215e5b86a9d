import { heldSince, staff, type RealStage } from '../../../../harness/scenario.ts';
import type { Desk } from './desk.ts';

/** What was begun before a moment, and what after it. */
type Stop = {
  readonly when: string;
  readonly end: string;
  readonly downloads: number;
  readonly laterDownloads: number;
  readonly resizes: number;
  readonly laterResizes: number;
  readonly untold: number | null;
  readonly alive: string;
  readonly left: string;
};

export async function stopping(
  stage: RealStage,
  when: string,
  desk: Desk,
  meter: ReturnType<RealStage['meter']>,
  resources: ReturnType<RealStage['resources']>,
  stop: () => Promise<string>,
): Promise<Stop> {
  const [downloads, resizes] = [desk.agency.begun, meter.count()];
  const end = await stop();
  const { untold } = desk.agency;
  const { alive } = await staff(stage);
  const left = await heldSince(resources, stage);
  const laterDownloads = desk.agency.begun - downloads;
  const laterResizes = meter.count() - resizes;
  return { when, end, downloads, laterDownloads, resizes, laterResizes, untold, alive, left };
}
