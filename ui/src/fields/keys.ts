const mac = typeof navigator !== 'undefined' && /Mac/.test(navigator.platform);

/** Whether the key for commands is held: Command on a Mac, else Control; AltGr is not it. */
export function command(event: KeyboardEvent): boolean {
  return (mac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey) && !event.altKey;
}

/** Whether a key undoes or does again. */
export function isUndo(event: KeyboardEvent): boolean {
  return command(event) && /^[zy]$/i.test(event.key);
}
