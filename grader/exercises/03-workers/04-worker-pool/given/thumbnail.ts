import { metered } from '../../../../harness/given.ts';
import * as thumbnails from '../starter/thumbnail.ts';

/** The agency's function; a photo is as much work as it has pixels, even if it is torn. */
export const makeThumbnail = metered(thumbnails.makeThumbnail, ({ id, width, height }) => ({
  from: id,
  to: id + 1,
  units: width * height,
}));
