import { expect, test } from "vitest";

import type { Answer } from "../bindings";
import { applied, type Answers } from "./change";

const text = (value: string): Answer => ({ kind: "text", value });
const table = (...ids: string[]): Answer => ({ kind: "table", value: ids.map((id) => ({ id, cells: {} })) });

test("an answer that is taken away is not there", () => {
  expect(applied({ f: text("a") }, { do: "set_answer", at: { field: "f", row: null, column: null }, answer: null })).toEqual({});
});

test("a cell of a row that the form fixes makes its row", () => {
  const after = applied({}, { do: "set_answer", at: { field: "t", row: "r", column: "c" }, answer: text("x") });
  expect(after).toEqual({ t: { kind: "table", value: [{ id: "r", cells: { c: text("x") } }] } });
});

test("rows are put in, moved and removed by id", () => {
  let now: Answers = { t: table("a", "b") };
  now = applied(now, { do: "insert_row", field: "t", index: 1, row: { id: "n", cells: {} } });
  expect(now.t).toEqual(table("a", "n", "b"));
  now = applied(now, { do: "move_row", field: "t", row: "a", to: 2 });
  expect(now.t).toEqual(table("n", "b", "a"));
  now = applied(now, { do: "remove_row", field: "t", row: "b" });
  expect(now.t).toEqual(table("n", "a"));
});

test("the answers given are left as they were", () => {
  const before: Answers = { t: table("a") };
  applied(before, { do: "remove_row", field: "t", row: "a" });
  expect(before).toEqual({ t: table("a") });
});
