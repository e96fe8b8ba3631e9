import type { ComboItem } from "../../parts/Combobox.svelte";
import type { FormField, FormQuestion, IncomingPiece, PieceTo } from "../../bindings";
import { rowsIn, takesWords } from "../../state/incoming";
import type { OpenIncoming, Sending } from "../../state/incoming.svelte";
import { say } from "../../words/words";
import { nameOf } from "../assessment/names";

/** Lists where a piece may be sent: each question, and where it has several places each of them. */
export function targets(doc: OpenIncoming, what: Sending["what"]): ComboItem[] {
  return doc.form.sections.flatMap((section) =>
    section.questions.flatMap((q) => {
      const one: ComboItem = { value: `question|${q.id}`, lead: q.number ?? undefined, label: q.wording || q.short, group: section.title };
      return what === "comment" ? [one] : [one, ...(several(q) ? q.fields.flatMap((f) => places(q, f, doc.doc.pieces)) : [])].map((i) => ({ ...i, group: section.title }));
    }),
  );
}

/** Sends a piece where an item of the list says. */
export function sendTo(doc: OpenIncoming, sending: Sending, item: string): Promise<boolean> {
  const { piece, what, alike } = sending;
  const [kind, first = "", row, column] = item.split("|");
  if (what === "comment") return doc.send(piece, { to: "comment", question: first }, alike);
  if (kind === "question") return doc.sendTo(piece, first, alike);
  const to: PieceTo = { to: "field", field: first, row: row ? Number(row) : null, column: column || null };
  return doc.send(piece, to, alike);
}

function several(question: FormQuestion): boolean {
  return question.fields.filter((f) => takesWords(f.kind)).length > 1 || question.fields.some((f) => f.kind.type === "table");
}

function places(question: FormQuestion, field: FormField, pieces: IncomingPiece[]): ComboItem[] {
  const { kind } = field;
  if (!takesWords(kind)) return [];
  const lead = question.number ?? undefined;
  const whole = nameOf(question, field).replace(`${question.number} `, "");
  if (kind.type !== "table") return [{ value: `field|${field.id}||`, lead, label: whole }];
  const fixed = kind.fixed.map((r) => r.label);
  const rows = fixed.length > 0 ? fixed : [...Array.from({ length: rowsIn(field.id, pieces) }, (_, i) => say("incoming.row", { n: i + 1 })), say("incoming.row.new")];
  const columns = kind.columns.filter((c) => takesWords(c.kind));
  return rows.flatMap((row, i) => columns.map((c) => ({ value: `field|${field.id}|${i}|${c.id}`, lead, label: say("incoming.cell", { question: question.short, row, column: c.title }) })));
}
