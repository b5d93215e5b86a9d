import { Board } from '../real/meters/board.ts';
import { takeCensus } from '../real/meters/census.ts';
import { nameAsWritten } from '../common/compiled-entry.ts';

/* Loaded by each worker of a run whose costs are measured, to count there, too. */

nameAsWritten();
const board = Board.published();
if (board) takeCensus(board, __dirname);
