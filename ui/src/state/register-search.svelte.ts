import type { Found, Hit, Problem } from "../bindings";
import { asProblem, type Host } from "../host/host";

/** How long after a keystroke is searched, in milliseconds. */
const PAUSE = 80;

/** The search over the names and answers of all assessments, as the words are typed. The answer to the last words counts. */
export class Search {
  /** What was found last; null when nothing is searched for. */
  found = $state.raw<Found | null>(null);
  /** The words that it was found for. */
  words = $state("");
  problem = $state.raw<Problem | null>(null);
  readonly hits: ReadonlyMap<string, Hit> = $derived(new Map((this.found?.hits ?? []).map((h) => [h.id, h])));

  #host: Host;
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> = Promise.resolve();
  #wanted = "";

  constructor(host: Host) {
    this.#host = host;
  }

  /** Searches for words in a moment; none leave everything. */
  ask(words: string): void {
    this.#wanted = words.trim();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#turn += 1;
    if (this.#wanted === "") this.#take("", null, null);
    else this.#timer = setTimeout(() => void this.now(), PAUSE);
  }

  /** Searches at once for what is waiting; done when the answer is there. */
  now(): Promise<void> {
    if (this.#timer !== undefined) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#running = this.#search(this.#wanted, this.#turn);
    }
    return this.#running;
  }

  /** Searches once more for the same words: the answers have changed. */
  async again(): Promise<void> {
    if (this.#wanted !== "") await this.#search(this.#wanted, this.#turn);
  }

  async #search(words: string, turn: number): Promise<void> {
    try {
      const found = await this.#host.call("search", { words });
      if (turn === this.#turn) this.#take(words, found, null);
    } catch (thrown) {
      if (turn === this.#turn) this.#take(words, null, asProblem(thrown));
    }
  }

  #take(words: string, found: Found | null, problem: Problem | null): void {
    this.words = words;
    this.found = found;
    this.problem = problem;
  }
}
