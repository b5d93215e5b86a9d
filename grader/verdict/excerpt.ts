/**
 * The beginning of a text, and how much more there was: what an attempt returns or prints may have any size,
 * and nobody reads more.
 * @param limit characters that are kept
 */
export const excerpt = (text: string, limit: number): string => {
  if (text.length <= limit) return text;
  // Do not cut between the two code units of one character.
  const end = /[\ud800-\udbff]$/.test(text.slice(0, limit)) ? limit - 1 : limit;
  const more = text.length - end;
  return `${text.slice(0, end)}… and ${more.toLocaleString('en-US')} more ${more === 1 ? 'character' : 'characters'}`;
};
