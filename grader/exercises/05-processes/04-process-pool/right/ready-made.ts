import { fork, type ChildProcess } from 'node:child_process';

interface Slot {
  child: ChildProcess | null;
  busy: [resolve: (text: string) => void, reject: (error: Error) => void] | null;
}

/** Starts all children at once, and each of the dead ones anew as long as there is something to do. */
export class ReaderPool {
  private slots: Slot[] = [];
  private waiting: [page: string, resolve: (text: string) => void, reject: (error: Error) => void][] = [];
  private closing: (() => void) | null = null;

  private program: string;

  constructor(program: string, size: number) {
    this.program = program;
    for (let i = 0; i < size; i++) {
      const slot: Slot = { child: null, busy: null };
      this.slots.push(slot);
      this.launch(slot);
    }
  }

  private launch(slot: Slot): void {
    const child = fork(this.program, { serialization: 'advanced' });
    slot.child = child;
    child.on('message', (answer: { text?: string; error?: string }) => {
      const [resolve, reject] = slot.busy!;
      slot.busy = null;
      if (typeof answer.error === 'string') reject(new Error(answer.error));
      else resolve(answer.text!);
      this.pump();
    });
    child.on('error', () => {});
    child.on('exit', (code, signal) => {
      slot.child = null;
      const owner = slot.busy;
      slot.busy = null;
      owner?.[1](Object.assign(new Error('worker lost'), { code: code ?? undefined, signal: signal ?? undefined }));
      this.pump();
    });
  }

  private pump(): void {
    for (const slot of this.slots) {
      if (slot.busy || this.waiting.length === 0) continue;
      if (!slot.child) this.launch(slot);
      const [page, resolve, reject] = this.waiting.shift()!;
      slot.busy = [resolve, reject];
      slot.child!.send({ page });
    }
    if (!this.closing) return;
    for (const { child, busy } of this.slots) if (!busy && child?.connected) child.disconnect();
    if (this.slots.every((slot) => !slot.child)) this.closing();
  }

  read(page: string): Promise<string> {
    return new Promise((resolve, reject) => {
      if (this.closing) return reject(new Error('closed'));
      this.waiting.push([page, resolve, reject]);
      this.pump();
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.closing = resolve;
      this.pump();
    });
  }
}
