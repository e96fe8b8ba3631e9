/** What the window remembers on this computer between starts: how wide a pane is, where the officer was, a comment not added yet. Never an answer. */
export function recall<T>(key: string, fallback: T): T {
  try {
    const kept = localStorage.getItem(`dpia.${key}`);
    return kept === null ? fallback : (JSON.parse(kept) as T);
  } catch {
    return fallback;
  }
}

/** Remembers a value; a full or forbidden storage is no reason to fail. */
export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(`dpia.${key}`, JSON.stringify(value));
  } catch {
    // The window works without its memory.
  }
}

/** Forgets a value. */
export function forget(key: string): void {
  try {
    localStorage.removeItem(`dpia.${key}`);
  } catch {
    // There is nothing to forget where nothing can be remembered.
  }
}

/** The panes beside the form: how wide, which tab, hidden or not. */
export class Panes {
  left = $state(recall("pane.left", 248));
  right = $state(recall("pane.right", 520));
  stepsHidden = $state(recall("pane.left.hidden", false));
  rightHidden = $state(recall("pane.right.hidden", false));
  tab = $state<RightTab>(recall<RightTab>("pane.tab", "paper"));

  /** Keeps what is set now. */
  keep(): void {
    remember("pane.left", this.left);
    remember("pane.right", this.right);
    remember("pane.left.hidden", this.stepsHidden);
    remember("pane.right.hidden", this.rightHidden);
    remember("pane.tab", this.tab);
  }
}

/** The tabs of the right pane. */
export type RightTab = "paper" | "findings" | "guidance" | "comments" | "history" | "risks";
