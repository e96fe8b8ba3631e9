import type { MessageId } from "../words/words";

/** A command of the window, with the keys that do it. */
export interface Command {
  id: MessageId;
  /** As it is printed: “Ctrl Shift S”. */
  keys?: string;
  run: () => void;
  /** Whether it is found by “Find or do”. */
  found?: boolean;
}

/** Whether this is a Mac, where Command stands for Ctrl and Option for Alt. */
export const mac = typeof navigator !== "undefined" && /Mac/.test(navigator.userAgent);

/** Runs the command whose keys were pressed, if one; a field that has dealt with the keys itself has prevented it. */
export function dispatch(event: KeyboardEvent, commands: Command[]): void {
  if (event.defaultPrevented || event.isComposing) return;
  const command = commands.find((c) => c.keys !== undefined && matches(event, c.keys));
  if (!command) return;
  event.preventDefault();
  command.run();
}

/** Gives keys as this system prints them. */
export function printed(keys: string): string[] {
  const names: Record<string, string> = mac ? { Ctrl: "⌘", Alt: "⌥", Shift: "⇧" } : {};
  return keys.split(" ").map((k) => names[k] ?? k);
}

/** Whether a key press is these keys. */
export function matches(event: KeyboardEvent, keys: string): boolean {
  const parts = keys.split(" ");
  const key = parts.at(-1) ?? "";
  const ctrl = mac ? event.metaKey : event.ctrlKey;
  const others = mac ? event.ctrlKey : event.metaKey;
  if (others || ctrl !== parts.includes("Ctrl") || event.altKey !== parts.includes("Alt") || event.shiftKey !== parts.includes("Shift")) return false;
  const arrows: Record<string, string> = { "↓": "ArrowDown", "↑": "ArrowUp", Esc: "Escape" };
  // With Alt or Shift a key may write another letter; its place on the keyboard tells then.
  return event.key.toLowerCase() === (arrows[key] ?? key).toLowerCase() || (/^[A-Z]$/.test(key) && event.code === `Key${key}`);
}
