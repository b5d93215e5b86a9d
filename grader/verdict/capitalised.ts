/** A sentence begins with a capital, even if its first word is the name of a thread. */
export const capitalised = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
