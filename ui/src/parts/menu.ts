import type { IconName } from './icons';

/** A line of a menu. */
export interface MenuItem {
  label: string;
  icon?: IconName;
  /** The keys that do the same. */
  keys?: string;
  /** Whether it is the one in force, in a menu that chooses. */
  checked?: boolean;
  /** It cannot be chosen now. */
  disabled?: boolean;
  /** A line stands above it. */
  apart?: boolean;
  onselect: () => void;
}

/** Finds the item that typed letters lead to, looking on from where the focus is. */
export function typedAhead(labels: string[], from: number, letters: string): number {
  const wanted = letters.toLowerCase();
  const start = wanted.length > 1 ? from : from + 1;
  for (let i = 0; i < labels.length; i++) {
    const at = (start + i + labels.length) % labels.length;
    if (labels[at]?.toLowerCase().startsWith(wanted)) return at;
  }
  return -1;
}
