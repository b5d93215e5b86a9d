import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { stateFolder, writeWhole } from '../course/state-folder.ts';

/** Where a page is: a request without the token gets no answer. */
export type Place = { readonly port: number; readonly token: string };

const shape = v.object({
  port: v.pipe(v.number(), v.integer(), v.minValue(1024), v.maxValue(65_535)),
  token: v.pipe(v.string(), v.regex(/^[\w-]{22}$/)),
});

/** 128 bits, which nobody can guess. */
export const newToken = (): string => randomBytes(16).toString('base64url');

export const isToken = (given: string, token: string): boolean => timingSafeEqual(digest(given), digest(token));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The previous place, so that a tab that is still open finds the grader again; undefined if there was none. */
export const lastPlace = async (root: string): Promise<Place | undefined> => {
  try {
    return v.parse(shape, JSON.parse(await readFile(fileOf(root), 'utf8')));
  } catch {
    return undefined;
  }
};

/** If nothing can be written, the next session has a new address. */
export const keepPlace = async (root: string, place: Place): Promise<void> =>
  writeWhole(fileOf(root), `${JSON.stringify(place)}\n`, 0o600).catch(() => undefined);

const fileOf = (root: string): string => join(stateFolder(root), 'page.json');
