import { inspect, types } from 'node:util';

/** A value as Node prints it; an error by its name and message alone. */
export const inWords = (value: unknown): string =>
  types.isNativeError(value) ? String(value) : inspect(value, { depth: 0 });
