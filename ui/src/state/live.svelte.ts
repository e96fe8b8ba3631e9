import { untrack } from "svelte";

/** How often “Saved” is said at most, in milliseconds. */
const SAVED_EVERY = 30_000;

/** What is said aloud: one polite region and one assertive. */
class Live {
  polite = $state("");
  assertive = $state("");
  #saved = 0;

  /** Says something when the reader is next silent. */
  say(words: string): void {
    // The same words twice are only spoken twice when they differ.
    this.polite = untrack(() => this.polite) === words ? `${words}\u00a0` : words;
  }

  /** Says something at once. */
  alert(words: string): void {
    this.assertive = untrack(() => this.assertive) === words ? `${words}\u00a0` : words;
  }

  /** Says that all is saved, but not more often than an officer can bear. */
  saved(words: string, now = Date.now()): void {
    if (now - this.#saved < SAVED_EVERY) return;
    this.#saved = now;
    this.say(words);
  }
}

/** The live regions of the window. */
export const live = new Live();
