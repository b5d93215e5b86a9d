import { counted } from '../verdict/counted.ts';

/** What a scenario saw of `staff`, as a text: `8 threads`, or `1 thread and 2 processes`. */
export function startedText({ threads, processes }: { readonly threads: number; readonly processes: number }): string {
  const texts = [
    ...(threads > 0 ? [counted(threads, 'thread')] : []),
    ...(processes > 0 ? [counted(processes, 'process')] : []),
  ];
  return texts.join(' and ');
}
