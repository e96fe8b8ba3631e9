import type { Change, Comment, Form, HistoryItem, How, LifeStep, Problem, QuestionState, Summary, View } from "../bindings";
import { type Answers, fieldOf } from "../state/change";
import { told } from "./memory-said";

/** What an edit replaced. */
interface Before {
  answers: Answers;
  comments: Comment[];
  what: string;
}

/** An assessment in memory, with what can be undone and redone. */
export interface Kept {
  view: View;
  undo: Before[];
  redo: Before[];
  form: Form | null;
  /** The versions that were signed off, by number. */
  past: Map<string, View>;
  /** The edits, newest first. */
  items: HistoryItem[];
}

/** Begins to keep an assessment. */
export function kept(view: View): Kept {
  return { view: structuredClone(view), undo: [], redo: [], form: null, past: new Map(), items: [] };
}

/** Makes a failure as the desk would. */
export function problem(code: Problem["code"], message: string): Problem {
  return { code, message, hints: [] };
}

/** Gives a view that agrees with a line of the register. */
export function viewOf(from: View, line: Summary | undefined, id: string): View {
  const view = structuredClone({ ...from, id });
  if (line) Object.assign(view.state, { name: line.name, status: line.status, version: line.version });
  if (line && line.status !== "draft" && line.status !== "in_review") {
    view.seal = { by: line.owner, on: line.changed, reason: "First version", digest: "38eae7d7b27c84495278dc53499d157a9fe3ab5c9b0534159c3a2557e43f3f9a" };
  }
  return view;
}

/** Puts new answers in, and what follows from them, roughly as the desk does. */
export function edited(k: Kept, form: Form, answers: Answers, change: Change, by: string): void {
  if (k.view.seal) throw problem("frozen", "This version is signed off. Start a new version to change it.");
  k.form = form;
  const field = fieldOf(change);
  const question = form.sections.flatMap((s) => s.questions).find((q) => q.fields.some((f) => f.id === field));
  const before = structuredClone(k.view);
  k.undo.push({ answers: k.view.answers, comments: k.view.state.comments, what: `${question?.number ?? question?.short ?? "the change"}` });
  k.redo = [];
  k.view.state.comments = commented(k.view.state.comments, change, by);
  if (change.do === "set_name") k.view.state.name = change.name;
  if (change.do === "keep") {
    k.view.state.findings = k.view.state.findings.map((f) => (f.key === change.finding ? { ...f, kept: change.reason } : f));
  }
  show(k, answers);
  add(k, told(form, change, before, k.view), by, "made");
}

/** Undoes or redoes one edit. */
export function step(k: Kept, way: "undo" | "redo", by: string): View {
  const taken = k[way].pop();
  if (taken) {
    k[way === "undo" ? "redo" : "undo"].push({ answers: k.view.answers, comments: k.view.state.comments, what: taken.what });
    k.view.state.comments = taken.comments;
    show(k, taken.answers);
    add(k, { what: taken.what, question: null, before: "", after: "" }, by, way === "undo" ? "undone" : "redone");
  }
  return structuredClone(k.view);
}

/** Takes a step in the life of an assessment. */
export function life(k: Kept, taken: LifeStep, by: string): void {
  const { state } = k.view;
  state.revision += 1;
  switch (taken.do) {
    case "request_review":
      state.status = "in_review";
      break;
    case "hand_back":
      state.status = "draft";
      break;
    case "withdraw":
      state.status = "withdrawn";
      break;
    case "sign_off":
      if (state.findings.some((f) => f.severity === "stops")) throw problem("blocked", "Something still stops sign-off.");
      state.status = "signed_off";
      k.view.seal = { by: taken.name, on: taken.on, reason: taken.reason, digest: "38eae7d7b27c84495278dc53499d157a9fe3ab5c9b0534159c3a2557e43f3f9a" };
      break;
    case "begin_version":
      k.past.set(state.version, { ...structuredClone(k.view), state: { ...structuredClone(state), status: "superseded" } });
      if (taken.from !== null) k.view.answers = structuredClone(k.past.get(taken.from)?.answers ?? k.view.answers);
      k.view.versions.push({ version: state.version, status: "superseded", seal: k.view.seal });
      k.view.seal = null;
      state.status = "draft";
      state.version = `${Number.parseInt(state.version, 10) + 1}.0`;
      state.signs_as = state.version;
  }
  add(k, { what: `Version ${state.version}: ${state.status.replace("_", " ")}`, question: null, before: "", after: "" }, by, "made");
}

/** Gives the line of the register for an assessment. */
export function summary(view: View): Summary {
  return {
    id: view.id, name: view.state.name, organisation: view.organisation, template: view.template, status: view.state.status,
    version: view.state.version, changed: new Date().toISOString().slice(0, 10), archived: false,
    answered: view.state.progress.answered, asked: view.state.progress.asked, risk: null, residual: null, owner: "", review: "",
    received: view.received[0]?.from || (view.received[0]?.file_name ?? ""),
  };
}

function add(k: Kept, item: Pick<HistoryItem, "what" | "question" | "before" | "after">, by: string, how: How): void {
  k.items.unshift({ ...item, by, how, at: new Date().toISOString(), revision: k.view.state.revision });
}

function commented(all: Comment[], change: Change, by: string): Comment[] {
  const at = new Date().toISOString();
  switch (change.do) {
    case "add_comment":
      return [...all, { id: change.id, question: change.question, text: change.text, by, at, resolved_by: null, resolved_at: null }];
    case "remove_comment":
      return all.filter((c) => c.id !== change.id);
    case "resolve_comment":
      return all.map((c) => (c.id === change.id ? { ...c, resolved_by: change.resolved ? by : null, resolved_at: change.resolved ? at : null } : c));
    default:
      return all;
  }
}

function show(k: Kept, answers: Answers): void {
  const { view, form } = k;
  view.answers = answers;
  view.state.revision += 1;
  view.state.saved = new Date().toISOString();
  view.state.undo = k.undo.at(-1)?.what ?? null;
  view.state.redo = k.redo.at(-1)?.what ?? null;
  view.state.findings = view.state.findings.filter((f) => !f.required || !answers[f.at.field]);
  if (!form) return;
  const questions = form.sections.flatMap((s) => s.questions);
  view.state.questions = Object.fromEntries(questions.map((q) => [q.id, stateOf(q.fields.filter((f) => f.required || !q.counts), answers)]));
  const counted = questions.filter((q) => q.counts);
  view.state.progress = { answered: counted.filter((q) => view.state.questions[q.id] === "answered").length, asked: counted.length };
}

function stateOf(fields: { id: string }[], answers: Answers): QuestionState {
  const answered = fields.filter((f) => answers[f.id]).length;
  return answered === 0 ? "unanswered" : answered === fields.length ? "answered" : "partly";
}
