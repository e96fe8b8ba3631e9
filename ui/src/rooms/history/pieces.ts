import type { Piece, Side } from "../../bindings";

/** How many pairs of words are looked at; longer texts are told apart as wholes. */
const MOST = 4_000_000;

/** Tells the words of two texts apart, as the desk does. */
export function pieces(older: string, newer: string): Piece[] {
  const [old, now] = [tokens(older), tokens(newer)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const middle = between(old.slice(start, old.length - end), now.slice(start, now.length - end));
  const same = (words: string[]) => words.map((text): Piece => ({ side: "both", text }));
  return joined([...same(old.slice(0, start)), ...middle, ...same(old.slice(old.length - end))]);
}

/** Gives the pieces that one side reads. */
export function sideOf(all: Piece[], side: Exclude<Side, "both">): Piece[] {
  return all.filter((p) => p.side === "both" || p.side === side);
}

/** Whether a text says the same on both sides. */
export function same(all: Piece[]): boolean {
  return all.every((p) => p.side === "both");
}

function tokens(text: string): string[] {
  return text.match(/[\p{L}\p{N}’']+|\s+|[^\p{L}\p{N}\s’']/gu) ?? [];
}

function between(old: string[], now: string[]): Piece[] {
  const whole = () => [...old.map((text): Piece => ({ side: "older", text })), ...now.map((text): Piece => ({ side: "newer", text }))];
  if (old.length * now.length > MOST || old.length === 0 || now.length === 0) return whole();
  const width = now.length + 1;
  const longest = new Uint32Array((old.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = now.length - 1; j >= 0; j -= 1)
      longest[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const found: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [a, b] = [old[i], now[j]];
    if (a !== undefined && a === b) {
      found.push({ side: "both", text: a });
      i += 1;
      j += 1;
    } else if (a !== undefined && (b === undefined || at(i + 1, j) >= at(i, j + 1))) {
      found.push({ side: "older", text: a });
      i += 1;
    } else {
      found.push({ side: "newer", text: b ?? "" });
      j += 1;
    }
  }
  return found;
}

function joined(all: Piece[]): Piece[] {
  const out: Piece[] = [];
  for (const piece of all) {
    const last = out.at(-1);
    if (last?.side === piece.side) last.text += piece.text;
    else out.push({ ...piece });
  }
  return out;
}

/** Makes runs of changed words with only spaces between them one change, as a reader would mark them. */
export function smoothed(all: Piece[]): Piece[] {
  const out: Piece[] = [];
  let [older, newer] = ["", ""];
  const end = () => {
    if (older) out.push({ side: "older", text: older });
    if (newer) out.push({ side: "newer", text: newer });
    [older, newer] = ["", ""];
  };
  const only = () => (older && newer ? null : older ? "older" : newer ? "newer" : null);
  all.forEach((piece, i) => {
    const next = all[i + 1];
    if (piece.side === "older") older += piece.text;
    else if (piece.side === "newer") newer += piece.text;
    // A space that stands on both sides joins a change only where both have words: neither side may lose it.
    else if (older && newer && /^[^\S\n]+$/.test(piece.text) && next && next.side !== "both") {
      older += piece.text;
      newer += piece.text;
    } else if (next && next.side === only() && (older + newer).startsWith(piece.text)) {
      // Words of one side that begin with the very space: it may as well stand before all of them.
      out.push(piece);
      if (older) older = older.slice(piece.text.length) + piece.text;
      else newer = newer.slice(piece.text.length) + piece.text;
    } else {
      end();
      out.push(piece);
    }
  });
  end();
  return out;
}

/** How much of what did not change stands before and after a change, in characters. */
const AROUND = 140;

/** Leaves out the middle of long stretches that did not change; "…" stands for it. */
export function shortened(all: Piece[]): Piece[] {
  return all.map((piece, i) => {
    if (piece.side !== "both" || piece.text.length < 3 * AROUND) return piece;
    const head = i === 0 ? "" : `${piece.text.slice(0, AROUND).replace(/\S*$/, "")}… `;
    const tail = i === all.length - 1 ? "" : piece.text.slice(-AROUND).replace(/^\S*\s*/, "");
    return { ...piece, text: head === "" ? `… ${tail}` : `${head}${tail}` };
  });
}

/** Whether shortening leaves something out. */
export function isLong(all: Piece[]): boolean {
  return all.some((p) => p.side === "both" && p.text.length >= 3 * AROUND);
}
