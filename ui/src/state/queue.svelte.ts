import type { Change, Edited, Problem, View } from "../bindings";
import { asProblem, type Host } from "../host/host";
import { type Answers, applied, merged, samePlace } from "./change";

interface Waiting {
  change: Change;
  group: string | null;
}

/** What the queue tells its assessment. */
export interface Heard {
  /** The desk has an edit on the disk. */
  edited: (edited: Edited) => void;
  /** The assessment was opened again, because it had changed elsewhere. */
  reopened: (view: View) => void;
}

/** How many times in a row an edit is made again over a changed assessment before the officer is told. */
const REPEATS = 5;

/**
 * Sends edits to the desk, one at a time and in order, each against the revision that the one before it made. The answers
 * shown are those on the disk with the waiting edits over them, so that what was typed is never lost: not when the desk
 * refuses an edit, and not when the assessment changed elsewhere.
 */
export class EditQueue {
  /** The answers as the officer sees them. */
  answers = $state.raw<Answers>({});
  /** Whether edits are waiting. */
  busy = $state(false);
  /** Whether they have been waiting long enough to say so. */
  slow = $state(false);
  /** Why the edit at the head could not be saved. */
  problem = $state.raw<Problem | null>(null);

  #host: Host;
  #id: string;
  #heard: Heard;
  #revision: number;
  #stored: Answers;
  #waiting: Waiting[] = [];
  #sending: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stale = 0;

  constructor(host: Host, id: string, view: View, heard: Heard) {
    this.#host = host;
    this.#id = id;
    this.#heard = heard;
    this.#revision = view.state.revision;
    this.#stored = view.answers;
    this.answers = view.answers;
  }

  /** The revision that the next edit is made against. */
  get revision(): number {
    return this.#revision;
  }

  /** Shows an edit at once and sends it when its turn comes. */
  push(change: Change, group: string | null = null): void {
    this.answers = applied(this.answers, change);
    this.#queue({ change, group });
    this.#announceBusy();
    void this.#send();
  }

  /** Sends what is waiting; true when all of it is on the disk. */
  async flush(): Promise<boolean> {
    while (this.#sending || (this.#waiting.length > 0 && !this.problem)) await this.#send();
    return this.#waiting.length === 0;
  }

  /** Tries again after a failure. */
  async retry(): Promise<boolean> {
    this.problem = null;
    this.#stale = 0;
    return this.flush();
  }

  /** Gives up the edit that could not be saved, and goes on with those behind it. */
  async leaveOut(): Promise<boolean> {
    this.#waiting.shift();
    this.#show();
    return this.retry();
  }

  /** Takes over a view that the desk gave for something other than an edit. */
  take(view: View): void {
    this.#revision = view.state.revision;
    this.#stored = view.answers;
    this.#show();
  }

  #queue(next: Waiting): void {
    const last = this.#waiting.at(-1);
    const sent = this.#sending !== null && this.#waiting.length === 1;
    if (last && !sent && coalesce(last, next)) last.change = next.change;
    else this.#waiting.push(next);
  }

  #send(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = null;
      if (this.#waiting.length === 0) this.#announceDone();
      // An edit may have come in after the last one was confirmed and before this.
      else if (!this.problem) void this.#send();
    });
    return this.#sending;
  }

  async #sendAll(): Promise<void> {
    for (let head = this.#waiting[0]; head; head = this.#waiting[0]) {
      try {
        const edited = await this.#host.call("edit", { id: this.#id, against: this.#revision, change: head.change, group: head.group });
        this.#confirmed(edited);
      } catch (thrown) {
        if (!(await this.#recovered(asProblem(thrown)))) return;
      }
    }
  }

  #confirmed(edited: Edited): void {
    const done = this.#waiting.shift();
    this.#revision = edited.revision;
    if (done) this.#stored = merged(applied(this.#stored, done.change), edited.also);
    if (Object.keys(edited.also).length > 0) this.#show();
    this.problem = null;
    this.#stale = 0;
    this.#heard.edited(edited);
  }

  async #recovered(problem: Problem): Promise<boolean> {
    this.#stale += 1;
    if (problem.code !== "stale" || this.#stale > REPEATS) {
      this.problem = problem;
      return false;
    }
    try {
      const view = await this.#host.call("open", { id: this.#id });
      this.take(view);
      this.#heard.reopened(view);
      return true;
    } catch (thrown) {
      this.problem = asProblem(thrown);
      return false;
    }
  }

  #show(): void {
    this.answers = this.#waiting.reduce((all, w) => applied(all, w.change), this.#stored);
  }

  #announceBusy(): void {
    if (this.busy) return;
    this.busy = true;
    this.#timer = setTimeout(() => (this.slow = true), 400);
  }

  #announceDone(): void {
    clearTimeout(this.#timer);
    this.busy = false;
    this.slow = false;
  }
}

function coalesce(last: Waiting, next: Waiting): boolean {
  if (last.group !== next.group) return false;
  if (last.change.do === "set_name" && next.change.do === "set_name") return true;
  return last.change.do === "set_answer" && next.change.do === "set_answer" && samePlace(last.change.at, next.change.at);
}
