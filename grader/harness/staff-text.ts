import { counted } from '../verdict/counted.ts';

/** `8 threads`, `1 thread and 2 processes`; an empty text if there are none. */
export function staffText({ threads, processes }: { readonly threads: number; readonly processes: number }): string {
  const texts = [
    ...(threads > 0 ? [counted(threads, 'thread')] : []),
    ...(processes > 0 ? [counted(processes, 'process')] : []),
  ];
  return texts.join(' and ');
}
