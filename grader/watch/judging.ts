import { Judge, type Attempt } from '../judge/judge.ts';
import type { Verdict } from '../judge/verdict.ts';

export type JudgingListener = {
  readonly onProgress: (run: number, schedules: number) => void;
  readonly onVerdict: (run: number, verdict: Verdict) => void;
};

/** The judge, asked for one attempt at a time: the newest. */
export class Judging {
  readonly #judge: Judge;
  readonly #listener: JudgingListener;
  #run = new AbortController();
  #last: Promise<void> = Promise.resolve();

  constructor(root: string, listener: JudgingListener) {
    this.#judge = Judge.start(root);
    this.#listener = listener;
  }

  start(run: number, attempt: Attempt): void {
    this.cancel();
    const { signal } = (this.#run = new AbortController());
    this.#last = this.#last.then(() => this.#judgeNow(run, attempt, signal));
  }

  cancel(): void {
    this.#run.abort();
  }

  async close(): Promise<void> {
    this.cancel();
    await this.#last;
    await this.#judge.close();
  }

  async #judgeNow(run: number, attempt: Attempt, signal: AbortSignal): Promise<void> {
    const onProgress = ({ schedules }: { schedules: number }): void => this.#listener.onProgress(run, schedules);
    try {
      this.#listener.onVerdict(run, await this.#judge.judge(attempt, { signal, onProgress }));
    } catch (error) {
      // A newer save took its place, and will be heard of.
      if (signal.aborted) return;
      const reason = error instanceof Error ? error.message : String(error);
      this.#listener.onVerdict(run, { state: 'unchecked', reason, help: 'Press r to try again.' });
    }
  }
}
