import type { createColors } from 'picocolors';

/** Longer lines are hard to read, and what stands at their two ends no longer looks connected. */
export const widestScreen = 120;

export type Colors = ReturnType<typeof createColors>;

/** How a report may look; nothing here changes what it says. */
export type Style = {
  /** Columns. */
  readonly width: number;
  readonly colors: Colors;
  /** Only characters that every console has. */
  readonly ascii: boolean;
};
