let making = false;

/** Timers that `make` creates are the kit's, not the attempt's: they go off when they are due. */
export function ours<Made>(make: () => Made): Made {
  const before = making;
  making = true;
  try {
    return make();
  } finally {
    making = before;
  }
}

/** Whether a timer created now is one of these. */
export const isOurs = (): boolean => making;
