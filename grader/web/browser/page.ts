import type { News } from './news.ts';
import { Stepper } from './stepper.ts';

/** The script of the page that follows the session: what it shows was written by the grader. */

const connection = document.querySelector<HTMLElement>('#connection');
let stepper: Stepper | undefined;
let isEnded = false;

const tell = (sentence: string | undefined): void => {
  document.body.classList.toggle('offline', sentence !== undefined);
  if (!connection) return;
  connection.hidden = sentence === undefined;
  if (connection.textContent !== (sentence ?? '')) connection.textContent = sentence ?? '';
};

const lostText = 'The grader does not answer. This page tries again every second, and continues when it is back.';
const endedText = 'The grader has ended. Start it with `npm start -- --web`, and this page continues.';
const movedText =
  'Something else answers at this address. Press w in the terminal of `npm start`, and open the address it shows. ' +
  'This page tries again every second, and continues when the grader is back here.';

const silentText = (): string => (isEnded ? endedText : lostText);

const retryMs = 1000;

const connect = (): void => {
  const events = new EventSource('events');
  events.addEventListener('open', () => {
    isEnded = false;
    tell(undefined);
  });
  events.addEventListener('message', ({ data }: MessageEvent<string>) => {
    const news = JSON.parse(data) as News;
    if (news.kind === 'ended') isEnded = true;
    else show(news);
  });
  events.addEventListener('error', () => {
    events.close();
    tell(silentText());
    setTimeout(() => void reconnect(), retryMs);
  });
};

/** Asks by a request first: an event source does not say why it failed. */
const reconnect = async (): Promise<void> => {
  const answer = await fetch('page.css', { method: 'GET' }).catch(() => undefined);
  if (answer?.ok) return connect();
  tell(answer ? movedText : silentText());
  setTimeout(() => void reconnect(), retryMs);
};

const show = ({ title, row, sections }: Extract<News, { kind: 'state' }>): void => {
  document.title = title;
  const asked = document.activeElement?.id;
  const drove = partOf('drive')?.hasChildNodes() === true;
  for (const [name, text] of Object.entries(sections)) replace(name, text);
  // A learner who began a drive steers it by its keys; one who left it continues at the verdict.
  if (asked === 'wish-drive' && sections['drive']) partOf('drive')?.focus();
  if (drove && sections['drive'] === '' && document.activeElement === document.body) partOf('verdict')?.focus();
  if (row !== null) stepper?.go(row);
};

const partOf = (name: string): HTMLElement | null => document.querySelector<HTMLElement>(`[data-section="${name}"]`);

/** Parts as they were sent: for a browser, serialising them again takes longer than drawing them. */
const shown = new Map<string, string>();

/** Keeps the focus, and what was folded. */
const replace = (name: string, text: string): void => {
  const part = partOf(name);
  if (!part || (shown.get(name) ?? part.innerHTML) === text) return;
  shown.set(name, text);
  const focused = part.contains(document.activeElement) ? document.activeElement?.id : undefined;
  const shut = new Map(
    [...part.querySelectorAll<HTMLDetailsElement>('details[id]')].map(({ id, open }) => [id, !open] as const),
  );
  part.innerHTML = text;
  for (const details of part.querySelectorAll<HTMLDetailsElement>('details[id]'))
    if (shut.has(details.id)) details.open = shut.get(details.id) !== true;
  if (name === 'verdict' || name === 'drive') mount();
  if (focused === undefined) return;
  const again = focused === '' ? null : document.getElementById(focused);
  // The pressed element may be gone, like the last hint's button: the focus stays in its part.
  (again ?? part).focus();
};

const mount = (): void => {
  const run = document.querySelector<HTMLElement>('[data-run]');
  const before = stepper;
  stepper = run ? new Stepper(run) : undefined;
  // Only something beside the run has changed: a reader who walks through the run stays at their step.
  if (before && stepper && stepper.drawn === before.drawn) stepper.go(before.step);
};

const ask = async (wish: unknown): Promise<void> => {
  const body = typeof wish === 'string' ? wish : JSON.stringify(wish);
  await fetch('wish', { method: 'POST', headers: { 'content-type': 'application/json' }, body }).catch(() => undefined);
};

document.addEventListener('click', ({ target }) => {
  if (!(target instanceof Element)) return;
  const wish = target.closest<HTMLElement>('[data-wish]')?.dataset['wish'];
  if (wish !== undefined) return void ask(wish);
  const place = target.closest('.line-number')?.closest<HTMLElement>('li[data-place]')?.dataset['place'];
  const [, file, line] = /^(.*):(\d+)$/.exec(place ?? '') ?? [];
  if (file !== undefined) void ask({ kind: 'edit', file, line: Number(line) });
});

/** A drive's keys count only in its part of the page: elsewhere somebody may be typing. */
const steers = ({ target, key, repeat }: KeyboardEvent): boolean =>
  !repeat && /^[1-9uUagsrq]$/.test(key) && target instanceof Element && partOf('drive')?.contains(target) === true;

document.addEventListener('keydown', (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (steers(event)) return void ask({ kind: 'steer', key: event.key });
  const { target } = event;
  // A part itself gets the focus when the element that had it is gone.
  const isFree = target === document.body || (target instanceof HTMLElement && 'section' in target.dataset);
  if (!isFree) return;
  if (event.key === 'ArrowRight') stepper?.go(stepper.step + 1);
  if (event.key === 'ArrowLeft') stepper?.go(stepper.step - 1);
});

for (const part of document.querySelectorAll<HTMLElement>('[data-section]')) part.tabIndex = -1;
mount();
connect();
