let pressed = false;
if (typeof addEventListener === 'function') {
  addEventListener('pointerdown', () => (pressed = true), true);
  addEventListener('pointerup', () => (pressed = false), true);
  addEventListener('pointercancel', () => (pressed = false), true);
}

/** Does something now, or after the click that is under way, so that what is being clicked does not move away from under it. */
export function afterPress(then: () => void): void {
  if (!pressed) return then();
  const up = () => {
    removeEventListener('pointerup', up, true);
    removeEventListener('pointercancel', up, true);
    setTimeout(then, 0);
  };
  addEventListener('pointerup', up, true);
  addEventListener('pointercancel', up, true);
}

/** Scrolls so that something stays where it was seen, for what was put in above it. */
export function holdStill(node: Element, wasTop: number): void {
  const moved = node.getBoundingClientRect().top - wasTop;
  if (Math.abs(moved) < 1) return;
  for (let parent = node.parentElement; parent; parent = parent.parentElement) {
    const { overflowY } = getComputedStyle(parent);
    if (/auto|scroll/.test(overflowY) && parent.scrollHeight > parent.clientHeight) {
      parent.scrollTop += moved;
      return;
    }
  }
}
