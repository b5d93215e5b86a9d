/** Tests of Node that are to end otherwise in the task arena, and why. */
export const nodeDiffers: ReadonlyMap<string, string> = new Map([]);
