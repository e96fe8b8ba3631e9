const parser = new DOMParser();

/** Puts a page's drawing into an element: the desk's own SVG, whose words are escaped, parsed as XML and never as markup. */
export function drawing(node: HTMLElement, svg: string) {
  let shown = "";
  const show = (next: string) => {
    if (next === shown) return;
    shown = next;
    const parsed = parser.parseFromString(next, "image/svg+xml").documentElement;
    if (parsed.nodeName === "svg") node.replaceChildren(document.importNode(parsed, true));
  };
  show(svg);
  return { update: show };
}
