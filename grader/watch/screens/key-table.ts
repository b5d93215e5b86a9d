/** All keys, in the order in which a beginner needs them. */
export const keyTable: readonly (readonly [key: string, does: string])[] = [
  ['h', 'next hint; the ones you have seen stay'],
  ['b', 'the whole brief'],
  ['← →', 'previous finding, next finding (also f)'],
  ['n  p', 'next exercise, once this one has passed; previous exercise'],
  ['l', 'list: type to search, Tab for pending or done, Enter opens'],
  ['t', 'go through the failing order step by step, beside your code'],
  ['y', 'be the scheduler: run your code step by step, in an order you choose'],
  ['d', 'run demo.ts for real; any key ends it'],
  ['c', 'compare the costs of your choice of tool, where there is a choice'],
  ['e', 'open the file in your editor ($VISUAL, $EDITOR, or VS Code)'],
  ['r  a', 'judge again; judge all exercises'],
  ['w', 'the same as a page in your browser; shows its address'],
  ['s', 'the solution, compared with yours, once yours has passed'],
  ['x  u', 'reset: back to the starter, with a copy of your file kept; undo that'],
  ['↑ ↓', 'scroll (also j and k, Page Up, Page Down, Home, End)'],
  ['q', 'quit; npm start continues where you left off'],
];
