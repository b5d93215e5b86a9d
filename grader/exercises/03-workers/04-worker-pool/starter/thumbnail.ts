export type Photo = {
  id: number;
  width: number;
  height: number;
  /** One byte of grey per pixel, row by row. */
  pixels: Uint8Array;
};

export type Thumbnail = { id: number; width: number; height: number; pixels: Uint8Array };

const factor = 4;

/**
 * A quarter as wide and as high.
 * @throws {Error} when pixels are missing
 */
export function makeThumbnail({ id, width, height, pixels }: Photo): Thumbnail {
  if (pixels.length !== width * height) {
    throw new Error(`photo ${id} is torn: ${pixels.length} of ${width * height} pixels`);
  }
  const small: Thumbnail = {
    id,
    width: Math.ceil(width / factor),
    height: Math.ceil(height / factor),
    pixels: new Uint8Array(),
  };
  small.pixels = new Uint8Array(small.width * small.height);
  for (let y = 0; y < small.height; y += 1) {
    for (let x = 0; x < small.width; x += 1) {
      small.pixels[y * small.width + x] = averageAt(x * factor, y * factor, { width, height, pixels });
    }
  }
  return small;
}

function averageAt(
  left: number,
  top: number,
  { width, height, pixels }: Pick<Photo, 'width' | 'height' | 'pixels'>,
): number {
  let sum = 0;
  let count = 0;
  for (let y = top; y < Math.min(top + factor, height); y += 1) {
    for (let x = left; x < Math.min(left + factor, width); x += 1) {
      sum += pixels[y * width + x] ?? 0;
      count += 1;
    }
  }
  return Math.round(sum / count);
}
