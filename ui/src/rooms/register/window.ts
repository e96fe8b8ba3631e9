/** Which rows of a long list are drawn: those in view and some above and below. */
export interface Drawn {
  from: number;
  to: number;
}

/** So many rows are drawn beyond either edge, so that nothing is missing while it scrolls. */
const BEYOND = 8;

/** Gives the rows to draw for how far a list is scrolled. */
export function drawn(n: number, row: number, top: number, height: number): Drawn {
  const first = Math.floor(top / row) - BEYOND;
  const from = Math.max(0, Math.min(first, n - 1));
  return { from, to: Math.min(n, Math.ceil((top + height) / row) + BEYOND) };
}

/** Gives how far a list is to be scrolled so that a row is in view; as far as it is when it is in view already. */
export function scrolledTo(at: number, row: number, top: number, height: number): number {
  if (at * row < top) return at * row;
  return (at + 1) * row > top + height ? (at + 1) * row - height : top;
}
