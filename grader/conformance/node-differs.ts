/** Tests of Node that should end differently in the task arena, and why. */
export const nodeDiffers: ReadonlyMap<string, string> = new Map([]);
