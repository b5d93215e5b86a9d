import { exerciseScreen } from './exercise-screen.ts';
import { listScreen } from './list-screen.ts';
import { allScreen, briefScreen, programScreen, finalScreen, helpScreen, solutionScreen } from './pages.ts';
import { Sheet, type Frame, type Look } from './sheet.ts';
import type { State } from '../model/state.ts';
import { timelineScreen } from './timeline-screen.ts';

/** The whole screen as a function of the state. */
export const drawFrame = (state: State, look: Look): Frame => {
  const sheet = new Sheet(state, look);
  const { view } = state;
  switch (view.kind) {
    case 'list':
      return listScreen(state, view, sheet);
    case 'timeline':
      return timelineScreen(state, view, sheet);
    case 'solution':
      return solutionScreen(state, view, sheet);
    case 'program':
      return programScreen(state, view, sheet);
    case 'brief':
      return briefScreen(state, sheet);
    case 'help':
      return helpScreen(sheet);
    case 'all':
      return allScreen(state, view.sweep, sheet);
    case 'final':
      return finalScreen(state, sheet);
    case 'reset':
      return view.from ? listScreen(state, view.from, sheet, view.exercise) : exerciseScreen(state, sheet);
    case 'exercise':
      return exerciseScreen(state, sheet);
  }
};
