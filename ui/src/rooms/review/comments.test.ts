import { expect, test } from "vitest";

import type { Comment, Form, FormField, FormQuestion } from "../../bindings";
import { listed, missing } from "./comments";

const comment = (id: string, question: string, settled = false): Comment => ({
  id, question, by: "Priya Nair", at: "2026-06-16T13:02:00Z", text: id, resolved_by: settled ? "Tom" : null, resolved_at: null,
});
const ids = (all: Comment[]) => all.map((c) => c.id);

test("comments of the question at hand come first, then what is open, then what is settled", () => {
  const all = [comment("a", "q2"), comment("b", "q1", true), comment("c", "q1"), comment("d", "q3", true), comment("e", "q0")];
  const { here, open, settled } = listed(all, "q1", ["q0", "q1", "q2", "q3"]);
  expect(ids(here)).toEqual(["c", "b"]);
  expect(ids(open)).toEqual(["e", "a"]);
  expect(ids(settled)).toEqual(["d"]);
});

test("comments on a question that the form no longer has stand last", () => {
  expect(ids(listed([comment("gone", "x"), comment("a", "q0")], null, ["q0"]).open)).toEqual(["a", "gone"]);
});

test("an approval lacks what is not filled in", () => {
  const field = (id: string, outcomes: { id: string; label: string }[] = []) => ({ id, kind: { type: "approval", outcomes, date_label: null }, required: false }) as unknown as FormField;
  const question = (id: string, fields: FormField[]) => ({ id, fields }) as unknown as FormQuestion;
  const form = {
    roles: { approvals: ["a", "b", "c"] },
    sections: [{ shape: "approvals", questions: [question("qa", [field("a")]), question("qb", [field("b", [{ id: "yes", label: "Yes" }])]), question("qc", [field("c")]), question("qn", [field("notes")])] }],
  } as unknown as Form;
  const found = missing(form, {
    b: { kind: "approval", value: { outcome: null, name: "Helen", date: " " } },
    c: { kind: "approval", value: { outcome: null, name: "Helen", date: "2026-06-12" } },
  });
  expect(found.map((m) => [m.question.id, m.what])).toEqual([
    ["qa", ["review.missing.answer"]],
    ["qb", ["review.missing.outcome", "review.missing.date"]],
  ]);
});
