import { stringify } from 'csv-stringify/sync';

/** A spreadsheet takes text that begins like this for a formula (OWASP, "CSV Injection"). */
const formula = /^[=+\-@\t\r]/;

/** Text that no spreadsheet runs. Numbers stay numbers. */
export const inert = (cell: string | number): string | number =>
  typeof cell === 'string' && formula.test(cell) ? `'${cell}` : cell;

/**
 * RFC 4180, with lines that end in CR LF.
 * @param rows the first one holds the headings
 */
export const toCsv = (rows: readonly (readonly (string | number)[])[]): string =>
  stringify(
    rows.map((row) => row.map(inert)),
    // A line feed alone is not this delimiter, but ends a line for most readers.
    { record_delimiter: 'windows', quoted_match: /[\r\n]/ },
  );
