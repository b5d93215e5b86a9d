import { messageOf } from '../../course/message-of.ts';
import { Judge, type Attempt } from '../../judge/judge.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import { Newest } from './newest.ts';

export type JudgingListener = {
  readonly onProgress: (run: number, schedules: number) => void;
  /** Called at intervals while a run lasts. */
  readonly onLasting: (run: number, ms: number) => void;
  readonly onVerdict: (run: number, verdict: Verdict) => void;
};

/** A shorter run is not worth a word. */
const firstWordMs = 300;
const nextWordMs = 1000;

/** Asks the judge about one attempt at a time: the newest. */
export class Judging {
  readonly #judge: Judge;
  readonly #listener: JudgingListener;
  readonly #runs = new Newest();

  constructor(root: string, listener: JudgingListener) {
    this.#judge = Judge.start(root);
    this.#listener = listener;
  }

  start(run: number, attempt: Attempt): void {
    this.#runs.start(async (signal) => this.#judgeNow(run, attempt, signal));
  }

  cancel(): void {
    this.#runs.cancel();
  }

  async close(): Promise<void> {
    await this.#runs.close();
    await this.#judge.close();
  }

  async #judgeNow(run: number, attempt: Attempt, signal: AbortSignal): Promise<void> {
    const onProgress = ({ schedules }: { schedules: number }): void => this.#listener.onProgress(run, schedules);
    const stopClock = this.#startClock(run);
    try {
      this.#listener.onVerdict(run, await this.#judge.judge(attempt, { signal, onProgress }));
    } catch (error) {
      // A newer save has replaced this one, and will report.
      if (signal.aborted) return;
      const reason = messageOf(error);
      this.#listener.onVerdict(run, { state: 'unchecked', reason, help: 'Press r to try again.' });
    } finally {
      stopClock();
    }
  }

  #startClock(run: number): () => void {
    const start = performance.now();
    const tell = (): void => {
      timer = setTimeout(tell, nextWordMs);
      this.#listener.onLasting(run, performance.now() - start);
    };
    let timer = setTimeout(tell, firstWordMs);
    return () => clearTimeout(timer);
  }
}
