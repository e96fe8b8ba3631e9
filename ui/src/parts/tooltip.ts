import './tooltip.css';
import { place } from './float';

export interface Tip {
  text: string;
  /** The keys that do the same: “Ctrl B”. */
  keys?: string;
}

/** Shows a tooltip while the pointer rests on the element or the keyboard is on it. The name itself is the element's own. */
export function tooltip(node: HTMLElement, tip: Tip | undefined) {
  let current = tip;
  let box: HTMLElement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const hide = () => {
    clearTimeout(timer);
    box?.remove();
    box = undefined;
  };
  const show = () => {
    if (!current || box || !node.isConnected) return;
    box = document.createElement('div');
    box.className = 'tooltip';
    box.setAttribute('aria-hidden', 'true');
    box.append(current.text);
    if (current.keys) {
      const keys = document.createElement('kbd');
      keys.textContent = current.keys;
      box.append(keys);
    }
    (node.closest('dialog') ?? document.body).append(box);
    place(box, node, { side: 'below', align: 'centre' });
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(show, 500);
  };
  const focused = () => {
    if (node.matches(':focus-visible')) later();
  };
  const escape = (event: KeyboardEvent) => {
    if (event.key === 'Escape') hide();
  };

  node.addEventListener('pointerenter', later);
  node.addEventListener('pointerleave', hide);
  node.addEventListener('pointerdown', hide);
  node.addEventListener('focus', focused);
  node.addEventListener('blur', hide);
  node.addEventListener('keydown', escape);
  return {
    update(next: Tip | undefined) {
      current = next;
      if (box) {
        hide();
        show();
      }
    },
    destroy() {
      hide();
      node.removeEventListener('pointerenter', later);
      node.removeEventListener('pointerleave', hide);
      node.removeEventListener('pointerdown', hide);
      node.removeEventListener('focus', focused);
      node.removeEventListener('blur', hide);
      node.removeEventListener('keydown', escape);
    },
  };
}
