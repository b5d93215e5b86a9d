/** Which task's code is running, and what memory looks like: known only where a picture is drawn. */
export type Lanes = {
  /** @returns what the work returns; `undefined` if the lane is left out */
  readonly enter: <Result>(lane: string, work: () => Result) => Result | undefined;
  readonly current: () => string;
  readonly show: (name: string, text: () => string) => void;
};

export const noLanes: Lanes = {
  enter: (_lane, work) => work(),
  current: () => '',
  show: () => {},
};
