import type { Exercise } from '../../course/exercise.ts';
import { shortName } from '../../course/names.ts';
import { displayWidth, padEnd } from '../../report/text.ts';
import { listed } from '../model/list-keys.ts';
import type { Frame, Sheet } from './sheet.ts';
import { resetQuestion, resetText } from './stage-text.ts';
import type { List, State } from '../model/state.ts';
import { hasPassed } from '../model/steps.ts';

/** All exercises, or those searched for. `asked` is the one that may be reset. */
export const listScreen = (state: State, view: List, sheet: Sheet, asked?: Exercise): Frame => {
  const { colors, width: columns } = sheet.style;
  const rows = listed(state, view);
  const width = Math.max(0, ...rows.map((exercise) => displayWidth(shortName(exercise, state.course))));
  const cursor = rows.findIndex(({ id }) => id === view.cursor);
  const lines = rows.map((exercise, index) => {
    const mark = hasPassed(state, exercise) ? '✓' : '·';
    const pointer = index === cursor ? '>' : ' ';
    const here = exercise.id === state.current.id ? '  ← you are here' : '';
    const text = sheet.line(
      `${pointer} ${mark} ${padEnd(shortName(exercise, state.course), width)}  ${exercise.title}${here}`,
    );
    return index === cursor ? colors.inverse(padEnd(text, columns)) : text;
  });
  const filters = (['all', 'pending', 'done'] as const).map((name) =>
    name === view.filter ? `[${name}]` : ` ${name} `,
  );
  const head = [sheet.progressBar(), sheet.line(`${filters.join(' ')}   Search: ${view.search}_`), ''];
  const none = sheet.wrapped('No exercise matches. Backspace shortens the search, Esc clears it, Tab shows others.');
  const foot = asked
    ? [
        ...sheet.wrapped(`${shortName(asked, state.course)}: ${resetQuestion(asked)}`).map(colors.yellow),
        sheet.keys([], 'y yes, reset · other keys no'),
      ]
    : [
        ...newsLines(state, sheet),
        sheet.keys(['Enter open', 'type to search', 'Tab pending/done', 'Ctrl-X reset'], 'Esc back'),
      ];
  const room = state.size.rows - head.length - foot.length - 1;
  const from = Math.max(0, cursor - Math.floor(room / 2));
  return sheet.frame({ head, body: lines.length > 0 ? lines : none, foot, from });
};

const newsLines = ({ notices, answer, reset }: State, sheet: Sheet): readonly string[] =>
  [...notices, reset && resetText(reset), answer].flatMap((text) =>
    text === undefined ? [] : sheet.wrapped(text).map(sheet.style.colors.yellow),
  );
