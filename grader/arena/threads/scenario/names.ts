import { overlaps, type MemoryRange } from '../../../explore/operation.ts';
import { elementArrays } from '../../common/elements.ts';
import { maxShown, type Region, type SharedMemory } from './memory.ts';

/** A column of memory in a picture. */
export type Column = {
  readonly name: string;
  readonly place: MemoryRange;
  /** @param memory the values of each region */
  readonly show: (memory: readonly (readonly string[])[]) => string;
};

/** What the threads and the bytes of a scenario are called. */
export class Names {
  readonly threads: readonly string[];
  readonly regions: readonly Region[];
  readonly #channels: readonly string[];

  constructor(threads: readonly string[], { regions, channels }: SharedMemory) {
    this.threads = threads;
    this.regions = regions;
    this.#channels = channels;
  }

  thread(lane: number): string {
    return this.threads[lane] ?? `thread ${lane}`;
  }

  /** The channel of a port. */
  channel(port: number): string {
    return this.#channels[port >> 1] ?? `channel ${port >> 1}`;
  }

  /** `count`, `tally[2]`. */
  place(place: MemoryRange): string {
    const region = this.regions.find((each) => overlaps(each, place));
    if (region === undefined) return `byte ${place.byte} of a shared buffer`;
    return elementName(region, Math.max(0, Math.floor((place.byte - region.byte) / sizeOf(region))));
  }

  /** Each element of a region, up to the number shown. */
  elements(index: number): readonly Column[] {
    const region = this.regions[index];
    if (region === undefined) return [];
    const size = sizeOf(region);
    return Array.from({ length: Math.min(maxShown, region.size / size) }, (_, element) => ({
      name: elementName(region, element),
      place: { buffer: region.buffer, byte: region.byte + element * size, size },
      show: (memory) => memory[index]?.[element] ?? '',
    }));
  }

  /** A region as a whole. */
  whole(index: number): Column {
    const region = this.regions[index];
    const more = region !== undefined && region.size / sizeOf(region) > maxShown;
    return {
      name: region?.name ?? '',
      place: region ?? { buffer: -1, byte: 0, size: 0 },
      show: (memory) => (memory[index] ?? []).join(' ') + (more ? ' …' : ''),
    };
  }
}

function elementName(region: Region, index: number): string {
  return region.size === sizeOf(region) ? region.name : `${region.name}[${index}]`;
}

function sizeOf({ element }: Region): number {
  return elementArrays[element].BYTES_PER_ELEMENT;
}

/** `A`, `A and B`, `A, B and C`. */
export function listed(names: readonly string[]): string {
  return names.length <= 1 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
