export type TableMethod = 'read' | 'write' | 'remove' | 'increment' | 'compareAndSet' | 'begin' | 'commit';

/** Makes one operation of the server. */
export type TableCall = <Result>(what: {
  readonly method: TableMethod;
  /** In front of the method's name. */
  readonly within?: string;
  readonly args?: readonly unknown[];
  /** Keys. */
  readonly reads?: readonly string[];
  readonly writes?: readonly string[];
  readonly run: (lane: string) => Result;
  readonly remark?: () => string | undefined;
}) => Promise<Result>;
