import type { createColors } from 'picocolors';

/** Nobody reads longer lines, nor finds what belongs together at both ends of one. */
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
