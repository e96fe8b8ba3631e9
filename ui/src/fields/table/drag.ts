const SLACK = 4;

export interface Drag {
  from: () => number;
  rows: () => HTMLElement[];
  /** Says before which row it would be dropped; null when the drag is over. */
  over: (to: number | null) => void;
  drop: (to: number) => void;
}

/** Lets a row be dragged by its grip; a press that does not move stays a click. */
export function dragged(node: HTMLElement, drag: Drag) {
  let start: number | null = null;
  let to: number | null = null;

  const target = (y: number): number => {
    const rows = drag.rows();
    const below = rows.findIndex((row) => {
      const box = row.getBoundingClientRect();
      return y < box.top + box.height / 2;
    });
    return below < 0 ? rows.length : below;
  };
  const end = () => {
    start = null;
    to = null;
    drag.over(null);
  };
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    start = event.clientY;
    node.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent) => {
    if (start === null || (to === null && Math.abs(event.clientY - start) < SLACK)) return;
    to = target(event.clientY);
    drag.over(to);
  };
  const up = () => {
    const at = to;
    const from = drag.from();
    end();
    if (at === null) return;
    // The click that ends a drag opens no menu.
    const swallow = (event: Event) => event.stopImmediatePropagation();
    node.addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => node.removeEventListener('click', swallow, { capture: true }), 0);
    if (at !== from && at !== from + 1) drag.drop(at);
  };
  const escape = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && to !== null) {
      event.preventDefault();
      end();
    }
  };

  node.addEventListener('pointerdown', down);
  node.addEventListener('pointermove', move);
  node.addEventListener('pointerup', up);
  node.addEventListener('pointercancel', end);
  node.addEventListener('keydown', escape);
  return {
    destroy() {
      node.removeEventListener('pointerdown', down);
      node.removeEventListener('pointermove', move);
      node.removeEventListener('pointerup', up);
      node.removeEventListener('pointercancel', end);
      node.removeEventListener('keydown', escape);
    },
  };
}
