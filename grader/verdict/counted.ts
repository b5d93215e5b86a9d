/** A number with its noun: `1 thread`, `3 threads`, `2 processes`. */
export const counted = (count: number, noun: string): string => {
  const plural = noun.endsWith('s') ? `${noun}es` : `${noun}s`;
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural}`;
};

/** `never`, `once`, `twice`, `3 times`. */
export const howOften = (count: number): string => ['never', 'once', 'twice'][count] ?? counted(count, 'time');
