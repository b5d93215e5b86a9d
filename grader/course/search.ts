/** Whether each word of the search is somewhere in the texts, in upper or lower case. */
export const foundBy = (search: string, texts: readonly string[]): boolean => {
  const text = texts.join('\n').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};
