export type Picture = {
  width: number;
  rows: number;
  /** One byte of brightness per pixel, row by row. */
  pixels: Uint8Array;
};

const threshold = 128;
const iterations = 2_000;

/** Counts the stars in the rows y with from <= y < to. Each star takes a while; darkness does not. */
export function countStars({ width, pixels }: Picture, from: number, to: number): number {
  let stars = 0;
  for (const brightness of pixels.subarray(from * width, to * width)) {
    if (brightness >= threshold && isStar(brightness)) stars += 1;
  }
  return stars;
}

/** Whether it flickers like a star, or is an aeroplane. */
function isStar(brightness: number): boolean {
  let phase = brightness / 255;
  for (let iteration = 0; iteration < iterations; iteration += 1) phase = 3.7 * phase * (1 - phase);
  return phase !== 0.5;
}
