import { expect, test } from "vitest";

import type { Comparison, Difference, Form, FormField, FormQuestion, HistoryItem } from "../../bindings";
import { byDay, counted, listed, partOf } from "./named";

const field = (id: string, type: string, label: string | null = null) => ({ id, label, grid_title: null, notes: false, band: null, column: null, kind: { type } }) as unknown as FormField;

test("a field is named by what tells it from its neighbours", () => {
  const [first, second] = [field("a", "yes_no"), field("b", "text", "Telephone")];
  const question = { id: "q", number: "3.2", wording: "Is there a contract?", short: "Contracts", fields: [first, second], matrix: null } as unknown as FormQuestion;
  expect(partOf(question, second)).toBe("Telephone");
  expect(partOf(question, first)).toBe("yes or no");
  expect(partOf({ ...question, fields: [first] }, first)).toBe("");
});

test("differences are counted by step, in the order of the form", () => {
  const form = { sections: [{ id: "s1", short: "Need" }, { id: "s2", short: "Risks" }, { id: "s3", short: "Sign off" }] } as unknown as Form;
  const one = (section: string, kind: Difference["kind"]) => ({ section, kind }) as Difference;
  const found = counted(form, { differences: [one("s1", "changed"), one("s2", "added"), one("s2", "changed"), one("s2", "changed")] } as unknown as Comparison);
  expect(found.map((f) => [f.name, f.first, f.counts.changed, f.counts.added, f.counts.removed])).toEqual([["Need", 0, 1, 0, 0], ["Risks", 1, 2, 1, 0]]);
});

test("edits are grouped by day, newest first", () => {
  const one = (at: string) => ({ at }) as HistoryItem;
  expect(byDay([one("2026-06-16T13:02:00Z"), one("2026-06-16T11:00:00Z"), one("2026-06-11T12:00:00Z")]).map(([day, some]) => [day, some.length])).toEqual([["2026-06-16", 2], ["2026-06-11", 1]]);
});

test("the whole form has each field once, a difference where there is one; what an earlier form had comes last", () => {
  const question = (id: string, ...fields: string[]) => ({ id, fields: fields.map((f) => field(f, "text")) });
  const form = { sections: [{ id: "s1", title: "One", questions: [question("q1", "a", "b", "c"), question("q2", "d")] }, { id: "s2", title: "Two", questions: [question("q3", "e")] }, { id: "s3", title: "Words", questions: [] }] } as unknown as Form;
  const comparison = { differences: [{ field: "c" }, { field: "gone" }] } as unknown as Comparison;
  const short = (whole: boolean) => listed(form, comparison, whole).map((s) => [s.title, ...s.parts.map((p) => ("fields" in p ? p.fields.map((f) => f.id).join("+") : `difference ${p.difference}`))]);
  expect(short(true)).toEqual([["One", "a+b", "difference 0", "d"], ["Two", "e"], ["The whole assessment", "difference 1"]]);
  expect(short(false)).toEqual([["One", "difference 0"], ["The whole assessment", "difference 1"]]);
});
