/** All keys, in the order in which a beginner needs them. */
export const keyTable: readonly (readonly [key: string, does: string])[] = [
  ['h', 'next hint; those that you have seen stay'],
  ['b', 'the whole brief'],
  ['← →', 'the finding before, the next one (also f)'],
  ['n  p', 'next exercise, when this one has passed; the one before'],
  ['l', 'list: type to search, Tab for pending or done, Enter opens'],
  ['t', 'the failing order again, step by step, beside your code'],
  ['y', 'you are the scheduler: your code, a step at a time, as you say'],
  ['d', 'run demo.ts for real; any key ends it'],
  ['c', 'what your choice costs beside the other tools, where there is a choice'],
  ['e', 'open the file in your editor ($VISUAL, $EDITOR, or VS Code)'],
  ['r  a', 'judge again; judge all exercises'],
  ['w', 'the same as a page in your browser; says its address'],
  ['s', 'the solution, compared with yours, once yours has passed'],
  ['x  u', 'reset: the starter is back, and your file is kept as a copy; undo that'],
  ['↑ ↓', 'scroll (also j and k, Page Up, Page Down, Home, End)'],
  ['q', 'quit; npm start goes on where you were'],
];
