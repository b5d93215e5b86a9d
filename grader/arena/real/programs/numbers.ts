import type { FileCall, FileOperation } from './file-operation.ts';

/* The numbers by which programs know each other: they never see the system's numbers, which differ from run to run. */

const first = 4001;

/** A program's number, by its lane. */
export const numberOf = (lane: number): number => first + lane;
export const laneOf = (number: number): number => number - first;

/** How the picture names a program's process. */
export const pathOf = (number: number): string => `process ${number}`;

/** The last step of a program. */
export const endOf = (number: number): FileCall => ({
  name: 'end of',
  paths: [pathOf(number)],
  changes: true,
  process: number,
});

/** Whether the step is an end that no other call is about: such a step explains nothing. */
export const isUnseenEnd = ({ name, paths }: FileOperation, all: readonly FileOperation[]): boolean =>
  name === 'end of' && !all.some((other) => other.name !== name && other.paths.some((path) => paths.includes(path)));
