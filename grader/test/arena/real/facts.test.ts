import { describe, expect, it, test } from 'vitest';
import { bytesOf } from '../../../arena/real/meters/message-bytes.ts';
import { MeterBlock } from '../../../arena/real/meters/meter-block.ts';
import { dependentFiles, operationText, type FileOperation } from '../../../arena/real/programs/file-operation.ts';
import { picture } from '../../../arena/real/meters/speed-up.ts';

describe('the weight of a message', () => {
  const buffer = new ArrayBuffer(100);
  test.each([
    ['a string', 'four', [], 4, 0],
    ['a buffer, once', { a: new Uint8Array(buffer), b: buffer }, [], 100, 0],
    ['a buffer that changes hands', { a: new Uint8Array(buffer) }, [buffer], 0, 100],
    ['shared memory', new Int32Array(new SharedArrayBuffer(100)), [], 0, 0],
    ['a map', new Map([['key', 'value']]), [], 8, 0],
  ])('%s', (_, message, transfer, cloned, transferred) => {
    expect(bytesOf(message, transfer)).toEqual({ cloned, transferred });
  });
});

describe('calls on files', () => {
  const op = (lane: number, name: string, path: string, changes: boolean, error?: string): FileOperation => ({
    lane,
    name,
    paths: [path],
    changes,
    ...(error !== undefined && { error }),
  });

  test.each([
    ['two reads of one file', op(0, 'readFile', 'a', false), op(1, 'readFile', 'a', false), false],
    ['a read and a write of one file', op(0, 'readFile', 'a', false), op(1, 'write', 'a', true), true],
    ['writes of two files', op(0, 'write', 'a', true), op(1, 'write', 'b', true), false],
    ['two that failed to make a lock', op(0, 'mkdir', 'a', true, 'EEXIST'), op(1, 'mkdir', 'a', true, 'EEXIST'), false],
    ['one that failed, and one that removes it', op(0, 'mkdir', 'a', true, 'EEXIST'), op(1, 'rmdir', 'a', true), true],
    ['a list of names, and a new name', op(0, 'readdir', '', false), op(1, 'write', 'a', true), true],
    ['two calls of one program', op(0, 'readFile', 'a', false), op(0, 'readFile', 'b', false), true],
  ])('%s', (_, a, b, dependent) => {
    expect(dependentFiles(a, b)).toBe(dependent);
    expect(dependentFiles(b, a)).toBe(dependent);
  });

  it('are told with what came of them', () => {
    expect(operationText({ ...op(0, 'open', 'lock', true, 'EEXIST'), detail: 'wx' })).toBe(
      'open lock (wx) fails: EEXIST',
    );
    expect(operationText({ ...op(0, 'rename', 'a', true), paths: ['a', 'b'] })).toBe('rename a → b');
  });
});

describe('the picture of a speed-up', () => {
  it('has two bars to one scale', () => {
    expect(picture(200, 100, 2)).toEqual([
      `one after the other ${'█'.repeat(40)} 200 ms`,
      `yours               ${'█'.repeat(20)} 100 ms`,
      '2.0× on 2 cores (this figure never decides)',
    ]);
  });

  it('says what was judged instead, on one core', () => {
    expect(picture(200, 100, 1)).toEqual([expect.stringContaining('one core')]);
  });
});

describe('a meter', () => {
  const paced = (workers: number, units: number): MeterBlock => {
    const meter = new MeterBlock();
    meter.set('paced', 1);
    meter.set('crew', workers);
    meter.set('units', units);
    return meter;
  };
  const begin = (meter: MeterBlock, thread: number, units: number): number =>
    meter.begin({ process: 0, thread }, { from: 0, to: units }, true);

  it('lets the one go that is done first, when all are there', () => {
    const meter = paced(2, 100);
    const long = begin(meter, 1, 30);
    expect(meter.mayGo(long)).toBe(false);
    const short = begin(meter, 2, 10);
    expect([meter.mayGo(long), meter.mayGo(short)]).toEqual([false, true]);
    meter.end(short);
    expect(meter.mayGo(long)).toBe(false);
    const next = begin(meter, 2, 50);
    expect([meter.mayGo(next), meter.mayGo(long)]).toEqual([false, true]);
    meter.end(long);
    const last = begin(meter, 1, 10);
    // All work has begun: nobody is let go before nothing else can happen.
    expect([meter.mayGo(next), meter.mayGo(last)]).toEqual([false, false]);
    meter.giveUp();
    expect([meter.mayGo(next), meter.mayGo(last)]).toEqual([false, true]);
    expect(meter.mayGo(next)).toBe(true);
    expect([meter.get('now'), meter.get('short')]).toEqual([60, 0]);
  });

  it('goes on without those that are gone', () => {
    const meter = paced(2, 100);
    begin(meter, 1, 10);
    const other = begin(meter, 2, 20);
    meter.abandon({ process: 0, thread: 1 });
    expect(meter.mayGo(other)).toBe(false);
    meter.giveUp();
    expect(meter.mayGo(other)).toBe(true);
    expect(meter.get('short')).toBe(1);
  });

  it('does not give up those that only wait for their turn', () => {
    const meter = paced(1, 10);
    begin(meter, 1, 5);
    meter.giveUp();
    expect(meter.get('short')).toBe(0);
  });
});
