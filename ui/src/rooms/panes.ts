/** Moves the focus to the next pane of the window, in the order in which they stand. */
export function nextPane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")].filter((p) => p.offsetParent !== null);
  if (panes.length === 0) return;
  const here = panes.findIndex((p) => p.contains(document.activeElement));
  const next = panes[(here + step + panes.length) % panes.length];
  const inside = next?.querySelector<HTMLElement>(".current input, .current textarea, .current [role=textbox]") ?? next?.querySelector<HTMLElement>("[aria-current], [aria-selected=true], a[href], button:not([disabled]), input, [tabindex='0']");
  (inside ?? next)?.focus();
}
