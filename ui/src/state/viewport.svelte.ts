/** How the panes stand beside each other, from the widest window to the narrowest. */
export type Mode = "wide" | "rail" | "over" | "one";

/** The room that the window has, measured in its own text size. */
export class Viewport {
  width = $state(globalThis.innerWidth ?? 1440);
  /** The text size in per cent. */
  size = $state(100);
  /** The width in pixels of text size 100. */
  readonly room = $derived((this.width * 100) / this.size);
  readonly mode: Mode = $derived(this.room >= 1280 ? "wide" : this.room >= 1000 ? "rail" : this.room >= 900 ? "over" : "one");
}
