export type Picture = {
  id: number;
  width: number;
  height: number;
  /** One byte of grey per pixel, row by row. */
  pixels: Uint8Array;
};

export type Thumbnail = { id: number; width: number; height: number; pixels: Uint8Array };

/** Pixels of the longer side. */
const edge = 96;

/**
 * Each pixel of the thumbnail is the mean of those that it stands for. The picture is not changed.
 * @throws {Error} when pixels are missing
 */
export function resize({ id, width, height, pixels }: Picture): Thumbnail {
  if (pixels.length !== width * height) {
    throw new Error(`picture ${id} is torn: ${pixels.length} of ${width * height} pixels`);
  }
  const step = Math.max(1, Math.ceil(Math.max(width, height) / edge));
  const [columns, rows] = [Math.ceil(width / step), Math.ceil(height / step)];
  const sums = new Float64Array(columns * rows);
  const counts = new Float64Array(columns * rows);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const place = Math.floor(y / step) * columns + Math.floor(x / step);
      sums[place]! += pixels[y * width + x]!;
      counts[place]! += 1;
    }
  }
  return { id, width: columns, height: rows, pixels: Uint8Array.from(sums, (sum, place) => sum / counts[place]!) };
}
