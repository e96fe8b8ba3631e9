import type { OpenIncoming, Side } from "../../state/incoming.svelte";

/** The height of a head that stays at the top of a pane, in pixels. */
const HEAD = 40;

/** Lets the keys go from piece to piece in a pane, and send the one that has the focus. */
export function pieces(pane: HTMLElement, given: { doc: OpenIncoming; side: Side }) {
  const { doc, side } = given;

  const onkeydown = (event: KeyboardEvent) => {
    const { target } = event;
    if (!(target instanceof HTMLElement) || target.dataset.piece === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (go(target, event.key) || act(Number(target.dataset.piece), event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };

  const go = (from: HTMLElement, key: string): boolean => {
    const all = [...pane.querySelectorAll<HTMLElement>("[data-piece]")].filter((p) => p.offsetParent !== null);
    const at = all.indexOf(from);
    const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[key];
    const next = to === undefined ? undefined : all[to];
    if (to === undefined) return false;
    if (next) {
      doc.choose(Number(next.dataset.piece), side);
      next.focus({ preventScroll: true });
      bring(next);
    }
    return true;
  };

  const act = (index: number, event: KeyboardEvent): boolean => {
    const piece = doc.piece(index);
    if (!piece) return false;
    const { to } = piece.went;
    const key = event.key.toLowerCase();
    if (key === "enter" || key === " ") across(doc, index, side);
    else if (key === "e") doc.ask(index, "elsewhere");
    else if (key === "c") doc.ask(index, "comment");
    else if (key === "a" && to === "unplaced") doc.ask(index, "elsewhere", true);
    else if (key === "k" && to === "placed") void doc.send(index, { to: "keep" });
    else if (key === "p" && to !== "unplaced" && to !== "recognised") void doc.send(index, { to: "pile" });
    else if (key === "delete" && to !== "aside" && to !== "recognised") void doc.send(index, { to: "aside" });
    else return false;
    return true;
  };

  pane.addEventListener("keydown", onkeydown);
  return { destroy: () => pane.removeEventListener("keydown", onkeydown) };
}

/** Takes a piece in hand; one that is in hand already leads to its other side. */
export function across(doc: OpenIncoming, index: number, side: Side): void {
  const piece = doc.piece(index);
  if (!piece) return;
  if (doc.current?.piece !== index) doc.choose(index, side);
  else doc.goto(index, side === "source" ? doc.home(piece) : "source");
}

/** Gives what has the piece of a side on the screen. */
export function pieceAt(side: Side, index: number): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-side="${side}"] [data-piece="${index}"]`);
}

/** Brings what a side has of the piece in hand into view, unless it was chosen there. */
export function shown(doc: OpenIncoming, side: Side): void {
  const { current } = doc;
  if (!current || current.side === side) return;
  const there = pieceAt(side, current.piece);
  if (there) bring(there);
}

/** Scrolls the pane of a piece, and nothing around it, so far that the piece is in view. */
export function bring(piece: HTMLElement): void {
  const pane = piece.closest("[data-scrolls]");
  if (!pane) return;
  const [box, room] = [piece.getBoundingClientRect(), pane.getBoundingClientRect()];
  // Above stands the head that stays there.
  if (box.top >= room.top + HEAD && box.bottom <= room.bottom - 8) return;
  const up = box.height > room.height / 2 ? HEAD : (room.height - box.height) / 2;
  pane.scrollTop += box.top - room.top - up;
}
