import type { Answer } from '../bindings';
import { waiting } from './waiting';

const PAUSE = 250;

/**
 * What is being typed: sent a moment after the last keystroke and at once when the field is left. Answers that come back
 * from outside are taken over unless they are echoes of what was sent from here, or older than keystrokes not yet sent.
 */
export class Draft<T> {
  value = $state.raw() as T;

  #read: (answer: Answer | undefined) => T;
  #write: (value: T) => Answer | null;
  #send: (answer: Answer | null) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dirty = false;
  #known: string;
  #sent: string[] = [];

  constructor(
    answer: Answer | undefined,
    how: {
      read: (answer: Answer | undefined) => T;
      write: (value: T) => Answer | null;
      send: (answer: Answer | null) => void;
    },
  ) {
    this.#read = how.read;
    this.#write = how.write;
    this.#send = how.send;
    this.value = how.read(answer);
    this.#known = keyOf(answer ?? null);
  }

  /** Takes a keystroke. */
  type(value: T): void {
    this.value = value;
    this.#dirty = true;
    waiting.add(this.flush);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.flush, PAUSE);
  }

  /** Sends what was typed, now. */
  flush = (): void => {
    clearTimeout(this.#timer);
    waiting.delete(this.flush);
    if (!this.#dirty) return;
    this.#dirty = false;
    const answer = this.#write(this.value);
    const key = keyOf(answer);
    if (key === this.#known) return;
    this.#known = key;
    this.#sent.push(key);
    this.#send(answer);
  };

  /** Sends what was typed, and from now on believes whatever comes from outside: an undo is on its way. */
  yield(): void {
    this.flush();
    this.#sent = [];
  }

  /** Hears the answer as it is outside; true when it was taken over. */
  hear(answer: Answer | undefined): boolean {
    const key = keyOf(answer ?? null);
    const echo = this.#sent.indexOf(key);
    if (echo >= 0) this.#sent.splice(0, echo + 1);
    if (this.#dirty || key === this.#known || echo >= 0) return false;
    this.#known = key;
    this.#sent = [];
    if (key === keyOf(this.#write(this.value))) return false;
    this.value = this.#read(answer);
    return true;
  }
}

/** Writes an answer so that equal ones are written alike. */
export function keyOf(answer: Answer | null): string {
  return JSON.stringify(answer, (_, value: unknown) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
