/** What was typed and not yet sent. */
export const waiting = new Set<() => void>();

/** Sends everything that was typed and not yet sent: before undo, before leaving, before printing. */
export function flushFields(): void {
  for (const flush of [...waiting]) flush();
}
