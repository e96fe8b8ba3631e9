export interface Where {
  side?: 'below' | 'above';
  align?: 'start' | 'end' | 'centre';
  gap?: number;
}

const MARGIN = 8;

/** Lays what floats beside its anchor, kept inside the window and on the other side where there is no room. */
export function place(box: HTMLElement, anchor: Element, where: Where = {}): void {
  const { side = 'below', align = 'start', gap = 4 } = where;
  box.style.position = 'fixed';
  box.style.margin = '0';
  box.style.maxHeight = '';
  const a = anchor.getBoundingClientRect();
  const b = box.getBoundingClientRect();
  const below = innerHeight - a.bottom - gap - MARGIN;
  const above = a.top - gap - MARGIN;
  const under = side === 'below' ? below >= b.height || below >= above : above < b.height && below > above;
  const height = Math.min(b.height, Math.max(under ? below : above, 80));
  const wanted = align === 'start' ? a.left : align === 'end' ? a.right - b.width : a.left + (a.width - b.width) / 2;
  box.style.left = `${Math.max(MARGIN, Math.min(wanted, innerWidth - b.width - MARGIN))}px`;
  box.style.top = `${under ? a.bottom + gap : Math.max(MARGIN, a.top - gap - height)}px`;
  if (height < b.height) box.style.maxHeight = `${height}px`;
}

/** Puts an element into the top layer beside its anchor and keeps it there while the page scrolls or changes size. */
export function floating(box: HTMLElement, options: Where & { anchor: Element | undefined }) {
  let { anchor, ...where } = options;
  const lay = () => {
    if (anchor?.isConnected) place(box, anchor, where);
  };
  if (typeof box.showPopover === 'function') {
    box.popover = 'manual';
    box.showPopover();
  }
  lay();
  addEventListener('scroll', lay, { capture: true, passive: true });
  addEventListener('resize', lay);
  // What it holds may become more or less.
  const sized = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(lay);
  sized?.observe(box);
  return {
    update(next: Where & { anchor: Element | undefined }) {
      ({ anchor, ...where } = next);
      lay();
    },
    destroy() {
      removeEventListener('scroll', lay, { capture: true });
      removeEventListener('resize', lay);
      sized?.disconnect();
    },
  };
}
