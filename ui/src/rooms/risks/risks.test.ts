import { expect, test } from "vitest";

import type { Answer, Column, Form, FormField, RiskRoles } from "../../bindings";
import { grave, pictureOf, proposed } from "./risks";

const levels = ["low", "medium", "high"].map((id) => ({ id, label: id, also: id === "medium" ? ["Possible"] : [] }));
const column = (id: string, kind: Column["kind"]): Column => ({ id, title: id, aside: null, width: 1, kind, required: false });
const level = (id: string) => column(id, { type: "choice", options: levels, levels: true, other: false });
const table = (id: string, columns: Column[]): FormField => ({
  id, label: null, kind: { type: "table", columns, fixed: [], noun: "row", versions: false }, required: false, beside: false, group: null, grid_title: null, band: null, column: null, notes: false,
});
const roles: RiskRoles = {
  field: "risks", description: "words", likelihood: "l", severity: "s", overall: "o", measures: "measures", risk: "risk", residual: "left",
  matrix: [["low", "low", "medium"], ["low", "medium", "high"], ["medium", "high", "high"]],
};
const form: Form = {
  id: "t", name: "", title: "", conditions: [], roles: { name: "", risks: roles, versions: null, partners: null, approvals: [] },
  sections: [{
    id: "s", number: "6", title: "", short: "", shape: "table", heads: [], instruction: null, closing: [], glossary: [],
    questions: [{
      id: "q", number: null, wording: "", aside: null, guidance: [], short: "", category: null, note: null, matrix: null, counts: true,
      fields: [table("risks", [column("words", { type: "text", format: null }), level("l"), level("s"), level("o")]), table("measures", [column("risk", { type: "row_ref", field: "risks", column: "words" }), level("left")])],
    }],
  }],
};
const pick = (option: string): Answer => ({ kind: "choice", value: { option } });

const other = (words: string): Answer => ({ kind: "choice", value: { other: words } });

test("each risk stands where it is rated, and after its measures where the highest of them leaves it", () => {
  const { risks } = pictureOf(form, {
    risks: { kind: "table", value: [
      { id: "a", cells: { words: { kind: "text", value: "Lost handset" }, l: pick("medium"), s: pick("high"), o: pick("medium") } },
      { id: "b", cells: { l: pick("low"), s: other("beyond words"), o: other("possible") } },
    ] },
    measures: { kind: "table", value: [
      { id: "m", cells: { risk: { kind: "row_ref", value: "a" }, left: pick("low") } },
      { id: "n", cells: { risk: { kind: "row_ref", value: "a" }, left: pick("medium") } },
    ] },
  }, roles);
  expect(risks).toEqual([
    { id: "a", n: 1, words: "Lost handset", likelihood: 1, severity: 2, overall: 1, residual: 1, measures: [1, 2] },
    { id: "b", n: 2, words: "", likelihood: 0, severity: null, overall: 1, residual: null, measures: [] },
  ]);
});

test("the matrix proposes a level for likelihood and severity", () => {
  expect(proposed(roles, { title: "", kind: null, levels }, 1, 2)).toBe(2);
  expect(proposed(roles, { title: "", kind: null, levels }, 5, 0)).toBeNull();
});

test("levels are as grave as they stand on their scale", () => {
  expect([0, 1, 2].map((l) => grave(l, 3))).toEqual(["low", "middle", "high"]);
  expect([0, 1, 2, 3, 4].map((l) => grave(l, 5))).toEqual(["low", "middle", "middle", "high", "high"]);
});
