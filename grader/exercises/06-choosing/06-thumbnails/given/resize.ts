import { metered } from '../../../../harness/given.ts';
import * as resizing from '../starter/resize.ts';

/** A picture is as much work as it has pixels, even if it is torn. */
export const resize = metered(resizing.resize, ({ id, width, height }) => ({
  from: id,
  to: id + 1,
  units: width * height,
}));
