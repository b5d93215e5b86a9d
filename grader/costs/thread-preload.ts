import { Board } from '../arena/real/meters/board.ts';
import { takeCensus } from '../arena/real/meters/census.ts';
import { nameAsWritten } from '../arena/common/compiled-entry.ts';

/* Loaded by each worker of a run whose costs are measured, to count there, too. */

nameAsWritten();
const board = Board.published();
if (board) takeCensus(board, __dirname);
