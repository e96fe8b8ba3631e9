import { flushFields } from "../fields/waiting";
import type { OpenAssessment } from "./assessment.svelte";
import { finderOf, replaceAll, replaceOne, type Spot, spotsOf } from "./find";

/** Finding and replacing words in an assessment that is open. */
export class Finder {
  shown = $state<"find" | "replace" | null>(null);
  words = $state("");
  by = $state("");
  matchCase = $state(false);
  wholeWord = $state(false);
  /** Which of the spots is in hand, from 0; none before the first step. */
  at = $state(-1);
  /** How many were replaced last; null when that is no longer of interest. */
  replaced = $state<number | null>(null);

  readonly pattern = $derived(finderOf(this.words, { matchCase: this.matchCase, wholeWord: this.wholeWord }));
  readonly spots: Spot[] = $derived.by(() => this.#spots());
  readonly spot: Spot | undefined = $derived(this.spots[Math.min(this.at, this.spots.length - 1)]);

  #open: OpenAssessment;

  constructor(open: OpenAssessment) {
    this.#open = open;
  }

  /** Opens the bar, with the words that are selected, if any. */
  show(how: "find" | "replace", words: string): void {
    this.shown = how;
    this.replaced = null;
    if (words !== "") this.look(words);
  }

  /** Looks for other words, from the question in hand on. */
  look(words: string): void {
    this.words = words;
    this.again();
  }

  /** Begins anew: the words or how they are looked for have changed. */
  again(): void {
    this.replaced = null;
    this.at = this.#from();
  }

  /** Goes to the spot after or before; false when there is none. */
  step(by: 1 | -1): Spot | undefined {
    const n = this.spots.length;
    this.replaced = null;
    if (n === 0) return undefined;
    const here = Math.min(this.at, n - 1);
    this.at = (here + by + n) % n;
    return this.spot;
  }

  /** Replaces the spot in hand; the one after it is then in hand. */
  replace(): Spot | undefined {
    flushFields();
    const { spot, pattern } = this;
    if (!spot || !pattern || this.#open.readonly) return this.spot;
    const change = replaceOne(this.#open.answers, spot, pattern, this.by);
    if (!change) return spot;
    const at = Math.max(0, Math.min(this.at, this.spots.length - 1));
    this.#open.change(change);
    // What was put in may hold the words again.
    const again = finderOf(this.words, { matchCase: this.matchCase, wholeWord: this.wholeWord });
    const held = again ? [...this.by.matchAll(again)].length : 0;
    this.at = this.spots.length === 0 ? -1 : (at + held) % this.spots.length;
    this.replaced = 1;
    return this.spot;
  }

  /** Replaces all of them as one change; gives how many. */
  replaceAll(): number {
    flushFields();
    if (!this.pattern || this.#open.readonly) return 0;
    const { change, n } = replaceAll(this.#open.form, this.#open.answers, this.pattern, this.by);
    if (n > 0) this.#open.change(change);
    this.at = -1;
    this.replaced = n;
    return n;
  }

  #spots(): Spot[] {
    return this.pattern && this.shown ? spotsOf(this.#open.form, this.#open.answers, this.pattern) : [];
  }

  /** The first spot at the question in hand or after it. */
  #from(): number {
    if (this.spots.length === 0) return -1;
    const order = [...this.#open.places.spots.keys()];
    const here = this.#open.places.current === null ? 0 : order.indexOf(this.#open.places.current);
    return Math.max(0, this.spots.findIndex((s) => order.indexOf(s.question) >= here));
  }
}

const finders = new WeakMap<OpenAssessment, Finder>();

/** Gives what finds words in an assessment, for as long as it is open. */
export function finderIn(open: OpenAssessment): Finder {
  const found = finders.get(open) ?? new Finder(open);
  finders.set(open, found);
  return found;
}
