import { Readable, Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** A fast source and a slow sink, and what is held between them. */
export type Flow = {
  /** Delivers each chunk at once; byte number i has the value i modulo 251. */
  readonly source: Readable;
  /** Takes some turns of the event loop for each chunk. */
  readonly sink: Writable;
  readonly report: () => FlowReport;
};

export type FlowReport = {
  readonly produced: number;
  readonly consumed: number;
  /** Most bytes that had been produced and not yet consumed. */
  readonly mostHeld: number;
  /** Whether all bytes came, in their order. */
  readonly intact: boolean;
  readonly sinkEnded: boolean;
  readonly sourceClosed: boolean;
};

export type FlowOptions = {
  /** Bytes that the source has. */
  readonly bytes: number;
  readonly chunk?: number;
  /** Turns of the event loop that the sink takes for a chunk. */
  readonly turns?: number;
  /** The sink fails when it has consumed this many bytes. */
  readonly failAfter?: number;
  readonly highWaterMark?: number;
};

const modulus = 251;

/** @param options sizes in bytes */
export function flow({
  bytes,
  chunk = 1024,
  turns = 2,
  failAfter = Infinity,
  highWaterMark = 4096,
}: FlowOptions): Flow {
  let produced = 0;
  let consumed = 0;
  let mostHeld = 0;
  let intact = true;
  const source = new Readable({
    highWaterMark,
    read() {
      const size = Math.min(chunk, bytes - produced);
      const piece =
        size > 0 ? Buffer.from(Array.from({ length: size }, (_, index) => (produced + index) % modulus)) : null;
      produced += size;
      mostHeld = Math.max(mostHeld, produced - consumed);
      this.push(piece);
    },
  });
  const consume = async (piece: Buffer): Promise<void> => {
    for (let turn = 0; turn < turns; turn += 1) await nextTurn();
    intact &&= piece.every((byte, index) => byte === (consumed + index) % modulus);
    consumed += piece.length;
    if (consumed > failAfter) throw new Error('the disk is full');
  };
  const sink = new Writable({
    highWaterMark,
    write: (piece: Buffer, _encoding, done) => void consume(piece).then(() => done(), done),
  });
  // No error is handled here: the scenario has had it, or will learn that it went unhandled.
  const report = (): FlowReport => ({
    produced,
    consumed,
    mostHeld,
    intact,
    sinkEnded: sink.writableFinished,
    sourceClosed: source.destroyed,
  });
  return { source, sink, report };
}
