import type { Comparison, DifferenceKind, Form, FormField, FormQuestion, HistoryItem, VersionInfo, View } from "../../bindings";
import { grouped } from "../../state/group";
import { say } from "../../words/words";
import { nameOf } from "../assessment/names";
import type { VersionId } from "../../state/history.svelte";

/** What tells a field from the others of its question; empty when it is the only one, or a table, which shows what it is. */
export function partOf(question: FormQuestion, field: FormField): string {
  if (field.kind.type === "table" && field.label === null) return "";
  const wording = [question.number, question.wording || question.short].filter(Boolean).join(" ");
  const name = nameOf(question, field);
  return name.startsWith(wording) ? name.slice(wording.length).replace(/^[\s,]+/, "") : name;
}

/** The differences of a section, counted. */
export interface StepCount {
  section: string;
  name: string;
  number: string | null;
  /** The place of its first difference. */
  first: number;
  counts: Record<DifferenceKind, number>;
}

/** Counts the differences of each section that has some, in the order of the form; rows of tables count each. */
export function counted(form: Form, comparison: Comparison): StepCount[] {
  return form.sections.flatMap((section) => {
    const all = comparison.differences.filter((d) => d.section === section.id);
    const counts: StepCount["counts"] = { added: 0, removed: 0, changed: 0, moved: 0 };
    for (const d of all) counts[d.kind] += 1;
    const first = comparison.differences.findIndex((d) => d.section === section.id);
    return all.length === 0 ? [] : [{ section: section.id, name: section.short, number: section.number, first, counts }];
  });
}

/** A piece of the whole form: a difference, by its place in the list, or fields of a question that are the same. */
export type Part = { difference: number } | { question: FormQuestion; fields: FormField[] };

/** A step of the form with what is listed of it. */
export interface Listed {
  id: string;
  title: string;
  parts: Part[];
}

/** Lists the differences step by step, in the order of the form; with `whole`, among all that is the same. */
export function listed(form: Form, { differences }: Comparison, whole: boolean): Listed[] {
  const at = new Map(differences.map((d, i) => [d.field, i]));
  const steps = form.sections.map(({ id, title, questions }) => ({ id, title, parts: questions.flatMap((q) => partsOf(q, at, whole)) }));
  // What stood in an earlier form, and has no place in this one, comes last.
  const placed = new Set(form.sections.flatMap((s) => s.questions.flatMap((q) => q.fields.map((f) => f.id))));
  const rest = differences.flatMap((d, difference) => (placed.has(d.field) ? [] : [{ difference }]));
  return [...steps, { id: "", title: say("finding.whole"), parts: rest }].filter((s) => s.parts.length > 0);
}

function partsOf(question: FormQuestion, at: ReadonlyMap<string, number>, whole: boolean): Part[] {
  const parts: Part[] = [];
  for (const field of question.fields) {
    const difference = at.get(field.id);
    const last = parts.at(-1);
    if (difference !== undefined) parts.push({ difference });
    else if (whole && last && "fields" in last) last.fields.push(field);
    else if (whole) parts.push({ question, fields: [field] });
  }
  return parts;
}

/** Groups edits by the day on which they were made, as it is here. */
export function byDay(items: HistoryItem[]): [string, HistoryItem[]][] {
  const local = new Intl.DateTimeFormat("sv-SE");
  const dayOf = (at: string) => {
    const date = new Date(at);
    return Number.isNaN(date.getTime()) ? at.slice(0, 10) : local.format(date);
  };
  return [...grouped(items, (i) => dayOf(i.at))];
}

/** The version that an id names, if it was signed off. */
export function signed(view: View, id: VersionId): VersionInfo | undefined {
  return id === null ? undefined : view.versions.find((v) => v.version === id);
}
