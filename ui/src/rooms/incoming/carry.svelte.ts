import type { OpenIncoming } from "../../state/incoming.svelte";

const SLACK = 5;
/** So near to the edge of a pane it scrolls under what is carried, in pixels. */
const EDGE = 40;

/** What is carried over the room, and what it would be let go on. */
class Carried {
  piece = $state<number | null>(null);
  over = $state<string | null>(null);
  x = $state(0);
  y = $state(0);
}

/** The piece that is carried; there is one pointer. */
export const carried = new Carried();

/** Lets a piece be carried to a question, a cell, or aside; what Elsewhere does with the keys. */
export function carry(node: HTMLElement, given: { doc: OpenIncoming; piece: number; grip?: boolean }) {
  let args = given;
  let start: { x: number; y: number } | null = null;

  const end = () => {
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", up);
    removeEventListener("pointercancel", end);
    start = null;
    carried.piece = null;
    carried.over = null;
  };
  const down = (event: PointerEvent) => {
    // A finger scrolls; it carries by the grip only.
    if (event.button !== 0 || (event.pointerType === "touch" && !args.grip)) return;
    if (event.target instanceof Element && event.target.closest("button, input, a")) return;
    event.stopPropagation();
    start = { x: event.clientX, y: event.clientY };
    addEventListener("pointermove", move);
    addEventListener("pointerup", up);
    addEventListener("pointercancel", end);
  };
  const move = (event: PointerEvent) => {
    if (!start) return;
    if (carried.piece === null) {
      if (Math.hypot(event.clientX - start.x, event.clientY - start.y) < SLACK) return;
      getSelection()?.removeAllRanges();
      carried.piece = args.piece;
    }
    event.preventDefault();
    [carried.x, carried.y] = [event.clientX, event.clientY];
    const under = document.elementFromPoint(event.clientX, event.clientY);
    carried.over = under?.closest<HTMLElement>("[data-drop]")?.dataset.drop ?? null;
    scrollNear(under, event.clientY);
  };
  const up = () => {
    const { piece, over } = carried;
    end();
    if (piece === null) return;
    // The click that ends it chooses nothing.
    const swallow = (event: Event) => event.stopImmediatePropagation();
    addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, { capture: true }), 0);
    if (over !== null) dropped(args.doc, piece, over);
  };
  const escape = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || carried.piece === null) return;
    event.preventDefault();
    event.stopPropagation();
    end();
  };
  const still = (event: Event) => {
    if (carried.piece !== null) event.preventDefault();
  };

  node.addEventListener("pointerdown", down);
  node.addEventListener("selectstart", still);
  addEventListener("keydown", escape, { capture: true });
  return {
    update: (next: typeof given) => void (args = next),
    destroy() {
      removeEventListener("keydown", escape, { capture: true });
      if (start) end();
    },
  };
}

function scrollNear(under: Element | null, y: number): void {
  const pane = under?.closest("[data-scrolls]");
  if (!pane) return;
  const box = pane.getBoundingClientRect();
  if (y < box.top + EDGE) pane.scrollTop -= 12;
  else if (y > box.bottom - EDGE) pane.scrollTop += 12;
}

function dropped(doc: OpenIncoming, piece: number, over: string): void {
  const [what, first = "", row, column] = over.split("|");
  if (what === "question") void doc.sendTo(piece, first);
  else if (what === "cell" && row !== undefined && column !== undefined) void doc.send(piece, { to: "field", field: first, row: Number(row), column });
  else if (what === "aside") void doc.send(piece, { to: "aside" });
  else if (what === "pile") void doc.send(piece, { to: "pile" });
}
