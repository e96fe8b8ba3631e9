/** How much stands before the words found, in characters: in a narrow column they must still be seen. */
const BEFORE = 18;

/** Shortens what stands before the words that were found, at the beginning of a word. */
export function near(pieces: string[]): string[] {
  const [before = "", ...rest] = pieces;
  if (before.length <= BEFORE) return pieces;
  const kept = before.slice(-BEFORE);
  const word = /^\S*\s+(?=\S)/.exec(kept)?.[0] ?? "";
  return [`… ${kept.slice(word.length).trimStart()}`, ...rest];
}
