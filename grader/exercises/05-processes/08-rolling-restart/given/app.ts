/* oxlint-disable unicorn/no-process-exit, no-underscore-dangle -- versions that do not work are a part of the checks; Node's own fields of a timer */
import type { RequestListener } from 'node:http';
import { createHook } from 'node:async_hooks';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

/*
 * The application of the checks. It tells the scenario, by a connection of its own, what it does, and is told when to
 * go on: a line of words each, such as `begun 7`, and `answer 7`.
 */

function standStill(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

type Timer = { _idleTimeout: number; _repeat: number | null };

/** Here no time-out takes longer, whatever its delay: who sleeps, in place of waiting, has gone on before all others. */
const timeoutMs = 20;
/** Whoever looks again and again does not get round to it. */
const intervalMs = 2_000_000_000;
createHook({
  init(_id, type, _trigger, resource) {
    if (type !== 'Timeout') return;
    const timer = resource as Timer;
    if (timer._repeat === null) timer._idleTimeout = Math.min(timer._idleTimeout, timeoutMs);
    else timer._idleTimeout = timer._repeat = intervalMs;
  },
}).enable();
// What is not heard while it hangs.
process.on('SIGTERM', () => {});

export async function openApp(version: string): Promise<RequestListener> {
  const control = connect(Number(process.env['CONTROL']), '127.0.0.1');
  const orders = new Map<string, (argument: string) => void>();
  const tell = (line: string, told?: () => void): boolean => control.write(`${line}\n`, told);
  const ordered = async (name: string): Promise<string> => new Promise((resolve) => orders.set(name, resolve));
  // The scenario may be over before.
  const lines = createInterface({ input: control });
  for (const each of [control, lines]) each.on('error', () => {});
  lines.on('line', (line) => {
    const [name = '', argument = ''] = line.split(' ');
    orders.get(name)?.(argument);
  });

  tell(`opening ${process.pid} ${version}`);
  const code = await ordered('go');
  if (code !== '') process.exit(Number(code));
  tell('opened');
  orders.set('hang', () => void tell('hanging', () => standStill()));
  // From now on it keeps nobody.
  control.unref();

  return (request, response) => {
    const [, kind = '', number = ''] = (request.url ?? '').split('/');
    const end = (): unknown => response.end(`over ${version} ${process.pid};`);
    if (kind === 'now') return void end();
    if (kind === 'streamed') response.write('here it comes ');
    tell(`begun ${number}`);
    void ordered(`answer-${number}`).then(end);
  };
}
