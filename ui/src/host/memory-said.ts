import type { Answer, Change, Comparison, Difference, DifferenceKind, FieldKind, Form, HistoryItem, Row, RowDifference, View } from "../bindings";
import { fieldOf as fieldIn, refRows, words } from "../fields/words";
import { pieces, same } from "../rooms/history/pieces";
import type { Answers } from "../state/change";

/** Gives the words of any answer, roughly as the desk does. */
export function said(form: Form, answers: Answers, kind: FieldKind, answer: Answer | undefined): string {
  if (!answer) return "";
  switch (answer.kind) {
    case "prose":
      return answer.value.map((b) => words(kind, { kind: "prose", value: [b] })).join("\n");
    case "boxes":
      return kind.type === "boxes" ? kind.rows.flat().filter((b) => answer.value.includes(b.id)).map((b) => b.label).join("; ") : "";
    case "conditions":
      return form.conditions.flatMap((g) => g.items).filter((i) => answer.value.includes(i.id)).map((i) => `${i.cite} ${i.label}`).join("; ");
    case "attachments":
      return answer.value.map((a) => a.title).join("; ");
    case "table":
      return `${answer.value.length} rows`;
    case "row_ref": {
      const rows = kind.type === "row_ref" ? refRows(form, answers, kind.field, kind.column).rows : [];
      const row = rows.find((r) => r.id === answer.value);
      return row ? `${row.number}. ${row.words}` : "";
    }
    default:
      return words(kind, answer);
  }
}

/** Tells an edit for the history. */
export function told(form: Form, change: Change, before: View, after: View): Pick<HistoryItem, "what" | "question" | "before" | "after"> {
  const plain = (what: string, now = "", was = "") => ({ what, question: null, before: was, after: now });
  const named = (id: string) => {
    const q = form.sections.flatMap((s) => s.questions).find((one) => one.id === id);
    return q ? [q.number, q.short].filter(Boolean).join(" ") : id;
  };
  const questionOf = (field: string) => form.sections.flatMap((s) => s.questions).find((q) => q.fields.some((f) => f.id === field))?.id ?? null;
  const row = (view: View, field: string, id: string) => {
    const [kind, table] = [fieldIn(form, field)?.kind, view.answers[field]];
    const found = table?.kind === "table" ? table.value.find((r) => r.id === id) : undefined;
    return kind?.type === "table" && found ? kind.columns.map((c) => said(form, view.answers, c.kind, found.cells[c.id])).filter(Boolean).join(" | ") : "";
  };
  switch (change.do) {
    case "set_answer": {
      const question = questionOf(change.at.field);
      const { column, row: id } = change.at;
      const at = (view: View) => {
        const [kind, answer] = [fieldIn(form, change.at.field)?.kind, view.answers[change.at.field]];
        if (!kind) return "";
        if (column === null || kind.type !== "table") return said(form, view.answers, kind, answer);
        const [of, cells] = [kind.columns.find((c) => c.id === column), answer?.kind === "table" ? answer.value.find((r) => r.id === id)?.cells : undefined];
        return of ? said(form, view.answers, of.kind, cells?.[column]) : "";
      };
      return { what: `${named(question ?? "")} ${change.answer ? "answered" : "cleared"}`, question, before: at(before), after: at(after) };
    }
    case "insert_row":
    case "remove_row":
    case "move_row": {
      const question = questionOf(change.field);
      const id = change.do === "insert_row" ? change.row.id : change.row;
      const did = { insert_row: "row added", remove_row: "row removed", move_row: "row moved" }[change.do];
      const moved = change.do === "move_row";
      return { what: `${named(question ?? "")}: ${did}`, question, before: moved ? "" : row(before, change.field, id), after: moved ? "" : row(after, change.field, id) };
    }
    case "set_name":
      return plain("Short name changed", change.name, before.state.name);
    case "set_organisation":
      return plain("Organisation changed", change.organisation, before.organisation);
    case "keep":
      return plain(change.reason === null ? "Warning no longer kept" : "Warning kept with a reason", change.reason ?? "");
    case "add_comment":
      return { what: `${named(change.question)}: comment added`, question: change.question, before: "", after: change.text };
    case "remove_comment":
      return plain("Comment removed");
    case "resolve_comment": {
      const c = before.state.comments.find((one) => one.id === change.id);
      return { what: `${named(c?.question ?? "")}: comment ${change.resolved ? "settled" : "opened again"}`, question: c?.question ?? null, before: "", after: c?.text ?? "" };
    }
    case "several": {
      const [first] = change.changes;
      return first ? { ...told(form, first, before, after) } : plain("Nothing changed");
    }
  }
}

/** Compares two views, roughly as the desk does. */
export function compared(form: Form, older: View, newer: View, items: HistoryItem[]): Comparison {
  const differences = form.sections.flatMap((section) =>
    section.questions.flatMap((question) =>
      question.fields.flatMap((field): Difference[] => {
        const [was, now] = [older.answers[field.id], newer.answers[field.id]];
        if (JSON.stringify(was) === JSON.stringify(now)) return [];
        const kind: DifferenceKind = !was ? "added" : !now ? "removed" : "changed";
        const last = items.find((i) => i.question === question.id);
        const by: [string, string] | null = last ? [last.by, last.at] : null;
        const rows = field.kind.type === "table" ? rowsOf(form, older, newer, field.kind, was, now) : [];
        const of = field.kind.type === "table" ? [] : pieces(said(form, older.answers, field.kind, was), said(form, newer.answers, field.kind, now));
        return [{ section: section.id, question: question.id, field: field.id, kind, words: of, rows, by }];
      }),
    ),
  );
  const side = (v: View) => ({ version: v.state.version, status: v.state.status, on: v.seal?.on ?? v.state.saved.slice(0, 10) });
  return { older: side(older), newer: side(newer), differences };
}

function rowsOf(form: Form, older: View, newer: View, kind: Extract<FieldKind, { type: "table" }>, was?: Answer, now?: Answer): RowDifference[] {
  const [old, all] = [was?.kind === "table" ? was.value : [], now?.kind === "table" ? now.value : []];
  const cells = (before: Row | undefined, after: Row | undefined) =>
    kind.columns.map((c) => ({ column: c.id, words: pieces(said(form, older.answers, c.kind, before?.cells[c.id]), said(form, newer.answers, c.kind, after?.cells[c.id])) }));
  const here = all.flatMap((row, i): RowDifference[] => {
    const at = old.findIndex((r) => r.id === row.id);
    const found = cells(old[at], row);
    const like = found.every((c) => same(c.words));
    if (like && at === i) return [];
    return [{ row: row.id, number: i + 1, kind: at < 0 ? "added" : like ? "moved" : "changed", cells: found }];
  });
  const gone = old.flatMap((row, i): RowDifference[] => (all.some((r) => r.id === row.id) ? [] : [{ row: row.id, number: i + 1, kind: "removed", cells: cells(row, undefined) }]));
  return [...here, ...gone];
}
