/** Which task's code is running, and what memory looks like: known only where a picture is drawn. */
export type Lanes = {
  readonly enter: <Result>(lane: string, work: () => Result) => Result;
  readonly current: () => string;
  readonly show: (name: string, text: () => string) => void;
};

export const noLanes: Lanes = {
  enter: (_lane, work) => work(),
  current: () => '',
  show: () => {},
};
