import { overlaps, type MemoryRange, type Operation } from './operation.ts';

/** A look that a thread repeats until the answer changes. */
export type Look = MemoryRange & { readonly kind: 'load' | 'cas' | 'wait' | 'notify' };

/** Whether `op` may change what `look` says. */
export function disturbs(op: Operation, look: Look): boolean {
  switch (op.kind) {
    case 'store':
    case 'rmw':
    case 'cas':
      return look.kind !== 'notify' && overlaps(op, look);
    case 'wait':
      return look.kind === 'notify' && overlaps(op, look);
    default:
      return false;
  }
}
