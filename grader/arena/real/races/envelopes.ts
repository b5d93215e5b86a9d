import { types } from 'node:util';
import { visitParts } from '../meters/message-parts.ts';
import type { RaceBlock } from './block.ts';
import type { SharedBuffers, Watched } from './buffers.ts';

const mark = 'racelings:envelope';

/** A message of the attempt, with what happened before it and the numbers of the shared buffers in it. */
export type Envelope = {
  readonly [mark]: true;
  readonly message: unknown;
  readonly clock: Int32Array;
  readonly buffers: readonly (readonly [SharedArrayBuffer, Watched])[];
};

/** Puts messages into envelopes, and takes them out again. */
export class Envelopes {
  readonly #block: RaceBlock;
  readonly #buffers: SharedBuffers;

  constructor(block: RaceBlock, buffers: SharedBuffers) {
    this.#block = block;
    this.#buffers = buffers;
  }

  close(message: unknown): Envelope {
    const buffers: [SharedArrayBuffer, Watched][] = [];
    visitParts(message, (part) => {
      if (!types.isSharedArrayBuffer(part)) return;
      const watched = this.#buffers.sent(part);
      if (watched) buffers.push([part, watched]);
    });
    return { [mark]: true, message, clock: this.#block.departingClock(), buffers };
  }

  /** Returns the message; all that this thread does next comes after what was done before the message was sent. */
  open({ message, clock, buffers }: Envelope): unknown {
    for (const [buffer, watched] of buffers) this.#buffers.received(buffer, watched);
    this.#block.join(clock);
    return message;
  }
}

export function isEnvelope(value: unknown): value is Envelope {
  return typeof value === 'object' && value !== null && mark in value;
}
