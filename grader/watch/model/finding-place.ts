import type { Finding } from '../../verdict/finding.ts';
import type { Location } from '../../verdict/location.ts';

/**
 * The line that an editor should show for a finding: the finding's own, else that of the step after which the run could
 * no longer end well, else that of the last step that has one.
 */
export const placeOf = ({ location, timeline }: Finding): Location | undefined => {
  if (location || !timeline) return location;
  const { rows, noReturn } = timeline;
  const turn = noReturn && rows[noReturn.row]?.location;
  return turn ?? rows.findLast((row) => row.location)?.location;
};
