import type { BroughtIn, FileOutcome, Problem } from "../bindings";
import { asProblem, type Host } from "../host/host";
import { say } from "../words/words";
import { OpenIncoming } from "./incoming.svelte";
import { live } from "./live.svelte";

/** A file that was opened, and what was done with it since. */
export interface Arrival {
  file_name: string;
  outcome: FileOutcome;
  /** The assessment that it became. */
  accepted: { id: string; name: string } | null;
  letGo: boolean;
  /** Whether it waited already when the last files came. */
  before: boolean;
}

/** The files that were opened since the program was started, with the documents that waited before, and the one in hand. */
export class Arrivals {
  all = $state.raw<Arrival[]>([]);
  /** Whether their list is shown. */
  listed = $state(false);
  open = $state.raw<OpenIncoming | null>(null);
  problem = $state.raw<Problem | null>(null);

  /** The documents that wait to be accepted. */
  readonly waiting = $derived(this.all.filter(isWaiting));
  readonly shown = $derived(this.open !== null || this.listed);

  #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  /** Takes note of files that were opened, or have waited since before the program was started. */
  take({ files }: BroughtIn, before = false): void {
    // What is done with is told once; what waits stays.
    this.all = [...this.waiting.map((a) => ({ ...a, before: true })), ...files.map((f) => ({ ...f, accepted: null, letGo: false, before }))];
  }

  /** Opens a document that waits. */
  async show(arrival: Arrival): Promise<void> {
    if (arrival.outcome.is !== "incoming") return;
    const { incoming } = arrival.outcome;
    await this.#try(async () => {
      const doc = await this.#host.call("incoming", { incoming });
      const form = await this.#host.call("form", { template: doc.template });
      this.open = new OpenIncoming(this.#host, form, doc);
    });
  }

  /** Leaves the document in hand; it waits. Its list is shown. */
  leave(): void {
    const { open } = this;
    if (open) this.#note(open.id, (a) => (a.outcome.is === "incoming" ? { ...a, outcome: { ...a.outcome, words: open.doc.words } } : a));
    this.open = null;
    this.listed = true;
  }

  /** Makes way for an assessment. */
  away(): void {
    if (this.open) this.leave();
    this.listed = false;
  }

  /** Makes an assessment of the document in hand; gives its id, null when the desk refused. */
  async accept(name: string, from: string): Promise<string | null> {
    const { open } = this;
    if (!open) return null;
    try {
      const id = await this.#host.call("accept", { incoming: open.id, name, from });
      this.#note(open.id, (a) => ({ ...a, accepted: { id, name } }));
      live.say(say("incoming.accepted", { name }));
      return id;
    } catch (thrown) {
      open.problem = asProblem(thrown);
      live.alert(open.problem.message);
      return null;
    }
  }

  /** Lets the document in hand go: nothing of it is kept. */
  async letGo(): Promise<void> {
    const { open } = this;
    if (!open) return;
    await this.#try(async () => {
      await this.#host.call("let_go", { incoming: open.id });
      this.#note(open.id, (a) => ({ ...a, letGo: true }));
      live.say(say("incoming.gone", { file: open.doc.file_name }));
    });
  }

  /** Goes on after a document: to the next that came with it, or to the list where several files came. False when nothing is left to show. */
  async goOn(): Promise<boolean> {
    const next = this.waiting.find((a) => !a.before);
    this.open = null;
    if (next) await this.show(next);
    else this.listed = this.all.filter((a) => !a.before).length > 1;
    return this.shown;
  }

  #note(incoming: string, change: (a: Arrival) => Arrival): void {
    this.all = this.all.map((a) => (a.outcome.is === "incoming" && a.outcome.incoming === incoming ? change(a) : a));
  }

  async #try(work: () => Promise<void>): Promise<void> {
    this.problem = null;
    try {
      await work();
    } catch (thrown) {
      this.problem = asProblem(thrown);
      this.listed = true;
    }
  }
}

function isWaiting(arrival: Arrival): boolean {
  return arrival.outcome.is === "incoming" && arrival.accepted === null && !arrival.letGo;
}
