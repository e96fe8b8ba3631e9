/** Says where a caret goes when the words around it are changed from outside: it stays by the words it stood at. */
export function keptCaret(before: string, after: string, caret: number): number {
  const most = Math.min(before.length, after.length);
  let same = 0;
  while (same < most && before[same] === after[same]) same++;
  if (caret <= same) return caret;
  return Math.max(same, after.length - (before.length - caret));
}
