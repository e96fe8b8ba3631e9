import type { Form, FormQuestion, Incoming, IncomingPiece, PieceTo, Problem } from "../bindings";
import { asProblem, type Host } from "../host/host";
import { say } from "../words/words";
import { grouped } from "./group";
import { numbered, placesIn, questionsOf, toCheck, waits, wordsOf } from "./incoming";
import { live } from "./live.svelte";

/** Where in the room something is: the source, our form, or the pile. */
export type Side = "source" | "form" | "pile";

/** What stands in a column that has room for one only. */
export type IncomingTab = "words" | "pages" | "form" | "pile";

/** Which questions of our form are shown. */
export type Shows = "all" | "answered" | "check";

/** A piece that is being sent: with what is asked for, and whether those like it go too. */
export interface Sending {
  piece: number;
  what: "elsewhere" | "comment";
  alike: boolean;
}

/** A document on its way in: what it says, where that goes, and which piece is in hand. */
export class OpenIncoming {
  readonly id: string;
  readonly form: Form;
  readonly questions: ReadonlyMap<string, FormQuestion>;
  readonly #fields: ReadonlyMap<string, FormQuestion>;
  doc = $state.raw<Incoming>() as Incoming;
  numbers = $state.raw<ReadonlyMap<number, number>>(new Map());
  /** The piece in hand, with the side on which it was chosen: the others bring it into view. */
  current = $state.raw<{ piece: number; side: Side | null } | null>(null);
  sending = $state.raw<Sending | null>(null);
  /** A piece that is to have the focus, where its place is. */
  focus = $state.raw<{ piece: number; side: Side } | null>(null);
  /** What the desk refused, said beside the piece. */
  refused = $state.raw<{ piece: number; problem: Problem } | null>(null);
  tab = $state<IncomingTab>("words");
  shows = $state<Shows>("all");
  accepting = $state(false);
  leaving = $state(false);
  problem = $state.raw<Problem | null>(null);

  readonly waiting = $derived(this.doc.pieces.filter(waits));
  /** The pile: what waits, by the heading it stands under. */
  readonly pile = $derived([...grouped(this.waiting, (p) => p.under)].map(([under, pieces]) => ({ under, pieces })));
  readonly aside = $derived(this.doc.pieces.filter((p) => p.went.to === "aside" && p.words > 0));
  readonly toCheck = $derived(this.doc.pieces.filter(toCheck));
  readonly words = $derived(wordsOf(this.doc));
  readonly byQuestion = $derived(grouped(this.doc.pieces, (p) => (p.went.to === "placed" || p.went.to === "comment" ? p.went.question : "")));

  #host: Host;
  #before: Promise<unknown> = Promise.resolve();

  constructor(host: Host, form: Form, doc: Incoming) {
    this.#host = host;
    this.id = doc.incoming;
    this.form = form;
    const questions = questionsOf(form);
    this.questions = new Map(questions.map((q) => [q.id, q]));
    this.#fields = new Map(questions.flatMap((q) => q.fields.map((f) => [f.id, q] as const)));
    this.#take(doc);
  }

  /** Gives a piece. */
  piece(index: number): IncomingPiece | undefined {
    return this.doc.pieces[index];
  }

  /** Says what a question is called where there is little room. */
  title(question: string): string {
    const found = this.questions.get(question);
    return found ? (found.number ?? found.short) : question;
  }

  /** Gives the question of a field. */
  questionOf(field: string): FormQuestion | undefined {
    return this.#fields.get(field);
  }

  /** Says what becomes of a piece, for whoever hears it: “Piece 15, not placed, page 3”. */
  nameOf(piece: IncomingPiece): string {
    const { went } = piece;
    const n = this.numbers.get(piece.piece);
    if (n === undefined || went.to === "recognised") return say("incoming.piece.own");
    const where = went.to === "placed" || went.to === "comment" ? say(`incoming.is.${went.to}`, { place: this.title(went.question) }) : say(`incoming.is.${went.to}`);
    return say("incoming.piece", { n: String(n), where, from: piece.from });
  }

  /** Takes a piece in hand, on the side where it was chosen. */
  choose(piece: number, side: Side | null): void {
    if (this.current?.piece !== piece) this.sending = null;
    this.current = { piece, side };
  }

  /** Says on which side a piece is dealt with: where it went, or in the pile. */
  home(piece: IncomingPiece): Side {
    const { to } = piece.went;
    return to === "recognised" ? "source" : to === "unplaced" || to === "aside" ? "pile" : "form";
  }

  /** Takes a piece in hand, brings it into view everywhere, and puts the focus on it. */
  goto(index: number, side?: Side): void {
    const piece = this.piece(index);
    if (!piece) return;
    this.choose(index, null);
    this.focus = { piece: index, side: side ?? this.home(piece) };
  }

  /** Goes to the next piece to check, or the one before; false when there is none. */
  next(step: 1 | -1): boolean {
    const all = this.toCheck.map((p) => p.piece);
    const here = this.current?.piece ?? (step === 1 ? -1 : Number.MAX_SAFE_INTEGER);
    const found = step === 1 ? (all.find((p) => p > here) ?? all[0]) : (all.findLast((p) => p < here) ?? all.at(-1));
    if (found === undefined) return false;
    this.goto(found);
    return true;
  }

  /** Asks where a piece is to go. */
  ask(index: number, what: Sending["what"], alike = false): void {
    const piece = this.piece(index);
    if (!piece) return;
    this.choose(index, this.home(piece));
    this.sending = { piece: index, what, alike };
  }

  /** Asks no longer; the focus goes back to the piece. */
  dropAsking(): void {
    const { sending } = this;
    this.sending = null;
    if (sending) this.goto(sending.piece);
  }

  /** Sends a piece somewhere, with `alike` all of the pile under its heading; false when the desk refused. */
  send(piece: number, to: PieceTo, alike = false): Promise<boolean> {
    return this.#inOrder(() => this.#send(piece, [to], alike));
  }

  /** Sends a piece to a question: to the first of its fields that can take it. */
  sendTo(piece: number, question: string, alike = false): Promise<boolean> {
    return this.#inOrder(() => {
      const [asked, found] = [this.questions.get(question), this.piece(piece)];
      return asked && found ? this.#send(piece, placesIn(asked, found, this.doc.pieces), alike) : Promise.resolve(false);
    });
  }

  /** Sends a piece to where it may belong. */
  sendNear(piece: IncomingPiece): Promise<boolean> {
    const near = piece.went.to === "unplaced" ? piece.went.near : null;
    const question = near === null ? undefined : this.questionOf(near);
    return question ? this.sendTo(piece.piece, question.id) : Promise.resolve(false);
  }

  /** Takes the last step back; false when there is none. */
  back(): Promise<boolean> {
    return this.#inOrder(async () => {
      if (!this.doc.can_step_back) return false;
      const was = this.doc.pieces;
      this.#take(await this.#host.call("step_back", { incoming: this.id }));
      const changed = this.doc.pieces.find((p, i) => JSON.stringify(p.went) !== JSON.stringify(was[i]?.went));
      if (changed) this.goto(changed.piece);
      live.say(`${say("incoming.undone")} ${this.#left()}`);
      return true;
    });
  }

  async #send(piece: number, places: PieceTo[], alike: boolean): Promise<boolean> {
    const after = this.#after(piece);
    this.refused = null;
    let refusal: unknown = { code: "other", message: say("incoming.nowhere"), hints: [] } satisfies Problem;
    for (const to of places) {
      try {
        this.#take(await this.#host.call("send_piece", { incoming: this.id, piece, to, alike }));
        this.sending = null;
        this.#tell(piece);
        this.goto(after !== null && this.waiting.some((p) => p.piece === after) ? after : piece);
        return true;
      } catch (thrown) {
        refusal = thrown;
      }
    }
    const problem = asProblem(refusal);
    this.refused = { piece, problem };
    live.alert(problem.message);
    return false;
  }

  #take(doc: Incoming): void {
    this.doc = doc;
    this.numbers = numbered(doc.pieces, this.numbers);
    this.refused = null;
  }

  #tell(index: number): void {
    const went = this.piece(index)?.went;
    if (!went || went.to === "recognised") return;
    const place = went.to === "placed" || went.to === "comment" ? this.title(went.question) : "";
    live.say(`${say(`incoming.said.${went.to}`, { place })} ${this.#left()}`);
  }

  /** Gives the piece of the pile that comes into hand when one of it is sent: the next, else the one before. */
  #after(piece: number): number | null {
    const order = this.pile.flatMap((g) => g.pieces.map((p) => p.piece));
    const at = order.indexOf(piece);
    if (at < 0) return null;
    return order[at + 1] ?? order[at - 1] ?? null;
  }

  #left(): string {
    return say("incoming.left", { n: this.waiting.length });
  }

  #inOrder(work: () => Promise<boolean>): Promise<boolean> {
    const done = this.#before.then(work).catch((thrown: unknown) => {
      this.problem = asProblem(thrown);
      return false;
    });
    this.#before = done;
    return done;
  }
}
