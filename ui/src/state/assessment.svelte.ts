import type { Answer, Change, Commands, Comment, Edited, Form, LifeStep, Origin, Place, Problem, View } from "../bindings";
import { flushFields } from "../fields/waiting";
import { asProblem, type Host } from "../host/host";
import { say, time } from "../words/words";
import { Drafts } from "./drafts.svelte";
import { Findings } from "./findings.svelte";
import { grouped } from "./group";
import { HistoryState } from "./history.svelte";
import type { Job } from "./job.svelte";
import { live } from "./live.svelte";
import { PaperState } from "./paper.svelte";
import { focusPlace, Places } from "./places.svelte";
import { EditQueue } from "./queue.svelte";
import { recall, remember } from "./remembered.svelte";

/** The rooms of an assessment. */
export const rooms = ["form", "review", "sign", "history"] as const;

/** A room of an assessment. */
export type Room = (typeof rooms)[number];

/** An assessment that is open: its answers, what the desk says of them, and where the officer is. */
export class OpenAssessment {
  readonly id: string;
  readonly form: Form;
  readonly queue: EditQueue;
  readonly paper: PaperState;
  readonly findings: Findings;
  readonly places: Places;
  readonly history: HistoryState;
  /** Comments that are being written. */
  readonly drafts: Drafts;
  /** What the desk gave last, but for the answers, which are the queue's. */
  view = $state.raw<View>() as View;
  state = $state.raw<Edited>() as Edited;
  room = $state<Room>("form");
  /** A step that failed: undo, sign-off and the like. */
  problem = $state.raw<Problem | null>(null);

  readonly readonly = $derived(this.view.seal !== null || !["draft", "in_review"].includes(this.state.status));
  readonly comments = $derived<Comment[]>(this.state.comments);
  readonly commentsOf = $derived(grouped(this.comments, (c) => c.question));
  readonly name = $derived(this.state.name || say("register.unnamed"));

  #host: Host;

  constructor(host: Host, form: Form, view: View) {
    this.#host = host;
    this.id = view.id;
    this.form = form;
    this.view = view;
    this.state = view.state;
    this.drafts = new Drafts(view.id);
    this.places = new Places(form);
    this.findings = new Findings(view.state.findings, (question, n) => live.say(say("finding.said", { n, place: this.title(question) })));
    this.paper = new PaperState(host, view.id);
    this.history = new HistoryState(host, view.id);
    this.queue = new EditQueue(host, view.id, view, { edited: (e) => this.#edited(e), reopened: (v) => this.#reopened(v) });
    this.paper.request(view.state.revision);
    const last = recall<string | null>(`at.${view.id}`, null);
    if (last !== null) this.places.enter(last);
  }

  get answers(): Record<string, Answer> {
    return this.queue.answers;
  }

  /** What a question is called where there is little room: its number, or its short title. */
  title(question: string): string {
    const spot = this.places.spots.get(question);
    return spot ? (spot.question.number ?? spot.question.short) : say("finding.whole");
  }

  /** Says where an answer came from, and whether it was changed here since; nothing for what was written here. */
  originOf(field: string): Origin | undefined {
    const origin = this.view.origins[field];
    const [now, then] = [this.answers[field], this.view.answers[field]];
    if (!origin || !now) return undefined;
    return origin.amended || now === then || JSON.stringify(now) === JSON.stringify(then) ? origin : { ...origin, amended: true };
  }

  /** Makes an edit. */
  change(change: Change, group?: string): void {
    if (!this.readonly) this.queue.push(change, group ?? null);
  }

  /** Saves what was typed, also what the fields still hold; true when all of it is on the disk. */
  flush(): Promise<boolean> {
    flushFields();
    return this.queue.flush();
  }

  undo(): Promise<void> {
    return this.#step("undo");
  }

  redo(): Promise<void> {
    return this.#step("redo");
  }

  /** Takes a step in its life; false when the desk refused it. */
  async life(step: LifeStep): Promise<boolean> {
    return this.#replaced("life", { id: this.id, step });
  }

  /** Attaches files. */
  attach(at: Place): void {
    void this.flush().then(() => this.#replaced("attach", { id: this.id, against: this.queue.revision, at }));
  }

  /** Has one of a field's attached files printed after the form. */
  async printFile(job: Job, at: Place, index: number): Promise<void> {
    if (!(await this.flush())) return;
    const view = await job.printFile({ id: this.id, against: this.queue.revision, at, index });
    if (!view) return;
    this.queue.take(view);
    this.#reopened(view);
  }

  /** Takes a field's answer from a version that was signed off; false when the desk refused it. */
  async restore(version: string, field: string): Promise<boolean> {
    if (!(await this.flush())) return false;
    return this.#replaced("restore_answer", { id: this.id, against: this.queue.revision, version, field });
  }

  /** Makes a question the current one, for the panes beside the form, and remembers it. */
  enter(question: string): void {
    if (question === this.places.current) return;
    this.places.enter(question);
    remember(`at.${this.id}`, question);
  }

  /** Goes to a place in the form and puts the focus there. */
  goto(question: string, at?: Place): void {
    this.enter(question);
    if (focusPlace(question, at)) return;
    this.room = "form";
    // The form is drawn after this turn.
    requestAnimationFrame(() => requestAnimationFrame(() => focusPlace(question, at)));
  }

  /** Goes to the next question that is not answered; false when there is none. */
  nextOpen(step: 1 | -1): boolean {
    const open = [...this.places.spots.values()].filter((s) => s.question.counts && ["unanswered", "partly"].includes(this.state.questions[s.question.id] ?? ""));
    const next = this.places.next(open.map((s) => s.question.id), step);
    if (!next) return false;
    this.goto(next, firstOpen(this, next));
    return true;
  }

  /** Goes to the next finding that is not kept. */
  nextFinding(step: 1 | -1, severities: readonly string[] = ["stops", "warning", "note"]): boolean {
    const some = this.findings.told.filter((f) => f.kept === null && f.question && severities.includes(f.severity));
    const next = this.places.next(some.map((f) => f.question), step);
    const found = some.find((f) => f.question === next);
    if (!found) return severities.includes("stops") && this.findings.missing.length > 0 && this.nextOpen(step);
    this.goto(found.question, found.at);
    return true;
  }

  /** Goes to the question before or after. */
  nextQuestion(step: 1 | -1): void {
    const next = this.places.next([...this.places.spots.keys()], step);
    if (next) this.goto(next);
  }

  #edited(edited: Edited): void {
    this.state = edited;
    this.findings.take(edited.findings);
    this.paper.request(edited.revision);
    live.saved(say("saved.at", { time: time(edited.saved) }));
  }

  #reopened(view: View): void {
    this.view = view;
    this.#edited(view.state);
  }

  async #step(name: "undo" | "redo"): Promise<void> {
    if (!(await this.flush())) return;
    const what = name === "undo" ? this.state.undo : this.state.redo;
    if (what === null) return;
    if (await this.#replaced(name, { id: this.id, against: this.queue.revision })) live.say(say(name === "undo" ? "undo.what" : "redo.what", { what }));
  }

  async #replaced<K extends "undo" | "redo" | "life" | "attach" | "restore_answer">(name: K, args: Commands[K]["args"]): Promise<boolean> {
    if (!(await this.flush())) return false;
    try {
      const view = await this.#host.call(name, args);
      this.queue.take(view);
      this.#reopened(view);
      this.problem = null;
      return true;
    } catch (thrown) {
      this.problem = asProblem(thrown);
      live.alert(this.problem.message);
      return false;
    }
  }
}

function firstOpen(open: OpenAssessment, question: string): Place | undefined {
  const field = open.places.spots.get(question)?.question.fields.find((f) => f.required && !open.answers[f.id]);
  return field && { field: field.id, row: null, column: null };
}
