import type { Place } from "../../bindings";
import { controlAt } from "../../fields/focus";
import type { Spot } from "../../state/find";

/** Where the words of an answer stand in the window. */
function within(at: Place): HTMLElement | null {
  const field = document.querySelector<HTMLElement>(`.form [data-field="${CSS.escape(at.field)}"]`);
  const row = at.row === null ? null : field?.querySelector<HTMLElement>(`[data-row="${CSS.escape(at.row)}"]`);
  return row ? row.querySelector<HTMLElement>(`[data-column="${CSS.escape(at.column ?? "")}"]`) : field;
}

/** The places of words in the text of an element, paragraph by paragraph, in the order in which they are counted. */
function ranges(inside: Element, pattern: RegExp): Range[] {
  // Footnotes stand below the text; for marking alone their order does not matter.
  const blocks = [...inside.querySelectorAll(".prose p, .notes .prose, .static, li.note")].filter((b) => !b.querySelector("p"));
  return blocks.flatMap((block) => {
    const nodes: Text[] = [];
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) nodes.push(walker.currentNode as Text);
    const text = nodes.map((n) => n.data).join("");
    return [...text.matchAll(pattern)].flatMap((m) => {
      const from = spotIn(nodes, m.index);
      const to = spotIn(nodes, m.index + m[0].length);
      if (!from || !to || m[0] === "") return [];
      const range = new Range();
      range.setStart(...from);
      range.setEnd(...to);
      return [range];
    });
  });
}

function spotIn(nodes: Text[], at: number): [Text, number] | null {
  let left = at;
  for (const node of nodes) {
    if (left <= node.length) return [node, left];
    left -= node.length;
  }
  return null;
}

/** Marks the words in the texts of the form that are at rest, and what is in hand; an older web view shows no marks. */
export function mark(spots: Spot[], spot: Spot | undefined, pattern: RegExp | null): void {
  for (const e of document.querySelectorAll("[data-found]")) e.removeAttribute("data-found");
  const marks = typeof CSS !== "undefined" && "highlights" in CSS ? CSS.highlights : null;
  marks?.delete("found");
  marks?.delete("found-here");
  if (!pattern) return;
  const here = spot && inHand(spot, pattern);
  // Words in a line that is typed in cannot be marked: the field is.
  if (spot && (!here || !marks)) within(spot.at)?.setAttribute("data-found", "");
  if (!marks || typeof Highlight === "undefined") return;
  const key = (at: Place) => `${at.field}/${at.row}/${at.column}`;
  const places = new Map(spots.map((s) => [key(s.at), s.at]));
  const all = [...places.values()].flatMap((at) => {
    const inside = within(at);
    return inside ? ranges(inside, pattern) : [];
  });
  marks.set("found", new Highlight(...all));
  if (here) marks.set("found-here", new Highlight(here));
}

function inHand(spot: Spot, pattern: RegExp): Range | undefined {
  const inside = within(spot.at);
  return inside ? ranges(inside, pattern)[spot.n] : undefined;
}

/** Brings a spot into view; the focus stays where it is. */
export function reveal(spot: Spot, pattern: RegExp | null): void {
  const inside = within(spot.at);
  if (!inside) return;
  const box = (pattern && inHand(spot, pattern)?.startContainer.parentElement) ?? inside;
  const pane = inside.closest(".scroll, main");
  const seen = box.getBoundingClientRect();
  const frame = pane?.getBoundingClientRect();
  if (!frame || seen.top < frame.top + 64 || seen.bottom > frame.bottom - 24) box.scrollIntoView({ block: "center", behavior: "instant" });
}

/** Selects the words of a spot in the field that has the focus. */
export function select(spot: Spot, pattern: RegExp): void {
  const inside = within(spot.at);
  const control = inside && controlAt(spot.at);
  if (control instanceof HTMLTextAreaElement || control instanceof HTMLInputElement) {
    const m = [...control.value.matchAll(pattern)][spot.n];
    if (m) control.setSelectionRange(m.index, m.index + m[0].length);
    return;
  }
  const range = inHand(spot, pattern);
  if (!range) return;
  const selection = getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
}
