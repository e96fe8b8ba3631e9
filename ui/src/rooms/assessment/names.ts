import type { FormField, FormQuestion } from "../../bindings";
import { say, type MessageId } from "../../words/words";

/** What a field is called where only its kind tells it from its neighbours. */
const parts: Partial<Record<FormField["kind"]["type"], MessageId>> = {
  prose: "form.part.prose", text: "form.part.text", attachments: "form.part.attachments", conditions: "form.part.conditions",
  table: "form.part.table", yes_no: "form.part.yes_no",
};

/** Gives the accessible name of a field: number, wording, and what tells it from the question's other fields. */
export function nameOf(question: FormQuestion, field: FormField): string {
  const wording = [question.number, question.wording || question.short].filter(Boolean).join(" ");
  if (question.fields.length === 1) return wording;
  const matrix = question.matrix;
  const cell = matrix && [matrix.bands.find((b) => b.id === field.band)?.title, matrix.columns.find((c) => c.id === field.column)?.title];
  const part = parts[field.kind.type];
  const what = [...(cell ?? []), field.label ?? field.grid_title ?? (field.notes ? say("form.part.notes") : part ? say(part) : "")].filter(Boolean);
  return what.length === 0 ? wording : say("form.other", { question: wording, what: what.join(", ") });
}
