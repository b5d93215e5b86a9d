import { UserError } from '../course/user-error.ts';
import { Drive, type DriveOptions } from './drive.ts';
import { commandOf, type Command } from './view/commands.ts';
import type { Shown } from './view/state.ts';

/** Time between two checks for changed files, in ms. */
const lookEvery = 1000;

type Listener = (shown: Shown) => void;

/** A drive that several viewers share: keys are obeyed one after the other, and all viewers see what each does. */
export class DriveSession {
  /** Resolves when the session was closed; rejects when an error ended it. */
  readonly over: Promise<void>;
  readonly #listeners = new Set<Listener>();
  readonly #gone = new AbortController();
  readonly #opening: Promise<Drive>;
  readonly #looking: NodeJS.Timeout;
  #shown: Shown = { kind: 'opening', orders: 0 };
  #end: () => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;
  /** One command at a time. */
  #last: Promise<void>;

  constructor(options: Omit<DriveOptions, 'onProgress' | 'signal'>) {
    this.over = new Promise((resolve, reject) => {
      this.#end = resolve;
      this.#reject = reject;
    });
    // A caller that cares about the error awaits `over` itself.
    this.over.catch(() => undefined);
    const onProgress = (orders: number): void => this.#tryingOrders(orders);
    this.#opening = Drive.open({ ...options, onProgress, signal: this.#gone.signal });
    this.#last = this.#opening.then(
      (drive) => this.#show(drive),
      (error: unknown) => this.#fail(error),
    );
    this.#looking = setInterval(() => void this.#look(), lookEvery).unref();
  }

  get shown(): Shown {
    return this.#shown;
  }

  /** @returns a function that ends the watching */
  watch(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when everything asked for so far is done, or the session is over. */
  async settled(): Promise<void> {
    return this.#last;
  }

  /** Does what a key asks for, or says why it cannot be done. */
  async press(key: string): Promise<void> {
    return this.#next(async (drive) => {
      const command = commandOf(drive.state, key);
      if (command === undefined) return;
      if (typeof command === 'string') return this.#show(drive, command);
      await this.#carryOut(drive, command);
    });
  }

  /** Drives another scenario. */
  async choose(scenario: string): Promise<void> {
    return this.#next(async (drive) => this.#carryOut(drive, { kind: 'scenario', scenario }));
  }

  /** Ends the session, and whatever is under way; nothing is left behind. */
  async close(): Promise<void> {
    clearInterval(this.#looking);
    this.#listeners.clear();
    this.#gone.abort();
    await this.#last;
    await this.#opening.then(
      async (drive) => drive.close(),
      () => undefined,
    );
    this.#end();
  }

  async #next(work: (drive: Drive) => Promise<void>): Promise<void> {
    this.#last = this.#last
      .then(async () => (this.#gone.signal.aborted ? undefined : work(await this.#opening)))
      .catch((error: unknown) => this.#fail(error));
    return this.#last;
  }

  /** A fault that the learner can fix becomes an answer, and the drive stays as it was. */
  async #carryOut(drive: Drive, command: Command): Promise<void> {
    try {
      const answer = await obeyed(drive, command);
      this.#show(drive, answer);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.#show(drive, [error.message, error.help].join(' '));
    }
  }

  async #look(): Promise<void> {
    return this.#next(async (drive) => {
      const { changed } = drive.state;
      if ((await drive.look()).changed !== changed) this.#show(drive);
    });
  }

  #show(drive: Drive, answer?: string): void {
    const { state, sources } = drive;
    this.#tell({ kind: 'driven', state, sources, ...(answer !== undefined && { answer }) });
  }

  #tryingOrders(orders: number): void {
    if (this.#shown.kind === 'opening') this.#tell({ kind: 'opening', orders });
    else this.#tell({ ...this.#shown, trying: orders });
  }

  #fail(error: unknown): void {
    // What was under way when the session was closed could not be finished.
    if (!this.#gone.signal.aborted) this.#reject(error);
  }

  #tell(shown: Shown): void {
    this.#shown = shown;
    for (const listener of this.#listeners) listener(shown);
  }
}

/** @returns what there is to say, if anything */
async function obeyed(drive: Drive, command: Command): Promise<string | undefined> {
  const { taken } = drive.state;
  if (command.kind === 'lost')
    return (await drive.goToLost()).taken === taken ? 'The way to a wrong end is not known.' : undefined;
  if (command.kind === 'step') await drive.step(command.index);
  else if (command.kind === 'scenario') await drive.choose(command.scenario);
  else await drive[command.kind]();
  return undefined;
}
