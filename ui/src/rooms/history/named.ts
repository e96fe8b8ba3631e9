import type { Comparison, DifferenceKind, Form, FormField, FormQuestion, HistoryItem, VersionInfo, View } from "../../bindings";
import { grouped } from "../../state/group";
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
