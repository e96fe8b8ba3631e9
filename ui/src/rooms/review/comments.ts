import type { Comment, FieldKind, Form, FormQuestion } from "../../bindings";
import type { Answers } from "../../state/change";
import type { MessageId } from "../../words/words";

/** Comments as they are listed: those on the question at hand, then what is open elsewhere, then what is settled. */
export interface Listed {
  here: Comment[];
  open: Comment[];
  settled: Comment[];
}

/** Lists comments in the order of the form; each question's in the order in which they were written. */
export function listed(comments: Comment[], current: string | null, order: readonly string[]): Listed {
  const place = new Map(order.map((id, i) => [id, i]));
  const sorted = comments.toSorted((a, b) => (place.get(a.question) ?? order.length) - (place.get(b.question) ?? order.length));
  const here = sorted.filter((c) => c.question === current);
  const elsewhere = sorted.filter((c) => c.question !== current);
  return {
    here: [...here.filter(isOpen), ...here.filter((c) => !isOpen(c))],
    open: elsewhere.filter(isOpen),
    settled: elsewhere.filter((c) => !isOpen(c)),
  };
}

/** Whether a comment waits for an answer. */
export function isOpen(comment: Comment): boolean {
  return comment.resolved_by === null;
}

/** An approval, or another answer of its section, that is not complete. */
export interface Missing {
  question: FormQuestion;
  field: string;
  what: MessageId[];
}

/** Says what approvals still lack, and what else the form requires where they stand. */
export function missing(form: Form, answers: Answers): Missing[] {
  const approvals = new Set(form.roles.approvals);
  const sections = form.sections.filter((s) => s.shape === "approvals");
  return sections
    .flatMap((s) => s.questions)
    .flatMap((question) => question.fields.filter((f) => f.required || approvals.has(f.id)).map((f) => ({ question, field: f.id, what: lacks(f.kind, answers, f.id) })))
    .filter((m) => m.what.length > 0);
}

function lacks(kind: FieldKind, answers: Answers, field: string): MessageId[] {
  const answer = answers[field];
  if (!answer) return ["review.missing.answer"];
  if (kind.type !== "approval" || answer.kind !== "approval") return [];
  const { name, date, outcome } = answer.value;
  const parts: [boolean, MessageId][] = [
    [kind.outcomes.length > 0 && outcome === null, "review.missing.outcome"],
    [!name.trim(), "review.missing.name"],
    [!date.trim(), "review.missing.date"],
  ];
  return parts.filter(([lacking]) => lacking).map(([, words]) => words);
}

/** The pane in which something happened: a comment may stand in two. */
export function paneOf(event: Event): ParentNode {
  return (event.target instanceof Element && event.target.closest("[data-pane]")) || document;
}

/** Puts the focus on a comment, else into the form. */
export function focusComment(id: string, pane: ParentNode): void {
  (pane.querySelector<HTMLElement>(`[data-comment="${CSS.escape(id)}"]`) ?? document.getElementById("form"))?.focus();
}
