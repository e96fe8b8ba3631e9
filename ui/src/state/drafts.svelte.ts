import { SvelteMap } from "svelte/reactivity";

import { forget, recall, remember } from "./remembered.svelte";

/** Comments of an assessment that are being written, by question; kept on this computer until they are added or emptied. */
export class Drafts {
  #key: string;
  #all: SvelteMap<string, string>;

  constructor(assessment: string) {
    this.#key = `drafts.${assessment}`;
    const kept = recall<unknown>(this.#key, {});
    const lines = typeof kept === "object" && kept !== null ? Object.entries(kept) : [];
    this.#all = new SvelteMap(lines.filter((line): line is [string, string] => typeof line[1] === "string"));
  }

  /** The questions that have one, in the order in which they were begun. */
  get questions(): string[] {
    return [...this.#all.keys()];
  }

  /** What is written on a question so far. */
  of(question: string): string {
    return this.#all.get(question) ?? "";
  }

  /** Keeps what is written; nothing is kept of words that are blank. */
  write(question: string, words: string): void {
    if (words.trim()) this.#all.set(question, words);
    else this.#all.delete(question);
    if (this.#all.size > 0) remember(this.#key, Object.fromEntries(this.#all));
    else forget(this.#key);
  }
}
