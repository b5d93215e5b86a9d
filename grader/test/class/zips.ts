import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** A zip of these files; `mode` as Unix has it, for kinds that are no files. */
export const zipOf = async (files: Readonly<Record<string, string | Buffer>>, mode = 0o100644): Promise<Buffer> => {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) {
    zip.addBuffer(Buffer.from(content), name, { mode, mtime: new Date(0) });
  }
  zip.end();
  return buffer(zip.outputStream);
};

/** The same bytes with each `from` replaced by a `to` of the same length: names that no honest tool writes. */
export const patched = (zip: Buffer, from: string, to: string): Buffer => {
  if (from.length !== to.length) throw new Error('Expected both to be of one length');
  return Buffer.from(zip.toString('latin1').replaceAll(from, to), 'latin1');
};

/** The last central directory entry points to the local header of the first one. */
export const overlapping = (zip: Buffer): Buffer => {
  const copy = Buffer.from(zip);
  const signature = Buffer.from([0x50, 0x4b, 0x01, 0x02]);
  copy.writeUInt32LE(0, copy.lastIndexOf(signature) + 42);
  return copy;
};

/** The central directory of the first entry claims this size. */
export const lying = (zip: Buffer, bytes: number): Buffer => {
  const copy = Buffer.from(zip);
  copy.writeUInt32LE(bytes, copy.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])) + 24);
  return copy;
};

/** The central directory of the first entry has another checksum. */
export const miscounted = (zip: Buffer): Buffer => {
  const copy = Buffer.from(zip);
  copy.writeUInt32LE(1, copy.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])) + 16);
  return copy;
};

/** What a learner makes who zips all of an installed clone, links and repository included. */
export const zipOfClone = async (folder: string, own: Readonly<Record<string, string>>): Promise<Buffer> => {
  const zip = new ZipFile();
  const add = (name: string, content: string | Buffer, mode = 0o100644): void =>
    zip.addBuffer(Buffer.from(content), `${folder}/${name}`, {
      mode,
      mtime: new Date(0),
      compress: false,
    });
  for (const [name, content] of Object.entries(own)) add(name, content);
  add('grader/start.cjs', 'x');
  add('grader/watch/terminal/deposit.ts', 'of the kit');
  for (let index = 0; index < 1_000; index += 1) add(`grader/exercises/a/${index}.ts`, '');
  for (let index = 0; index < 1_000; index += 1) add(`node_modules/p/${index}.js`, '');
  add('node_modules/.bin/p', '../p/1.js', 0o120777);
  add('node_modules/p/P.js', '');
  add('node_modules/p/p.js', '');
  add('node_modules/p/binary', randomBytes(25_000_000));
  add('exercises/node_modules', '../node_modules', 0o120777);
  add('.git/objects/pack/1.pack', '');
  zip.end();
  return buffer(zip.outputStream);
};
