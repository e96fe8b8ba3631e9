import { expect, test } from "vitest";

import type { FormQuestion, IncomingPiece, Went } from "../bindings";
import { blocksOf, filled, numbered, placesIn, sureness, toCheck, waits } from "./incoming";

const piece = (n: number, more: Partial<IncomingPiece> = {}): IncomingPiece => ({
  piece: n, text: `words ${n}`, kind: "plain", strong: false, under: "", from: `paragraph ${n}`, page: null, area: null, cell: null, margin: false, goes_on: false, words: 2,
  went: { to: "recognised" }, ...more,
});
const placed = (confidence: number, more: Partial<Extract<Went, { to: "placed" }>> = {}): Went => ({
  to: "placed", question: "1", field: "1.a", row: null, column: null, value: null, confidence, reading: null, ...more,
});
const waiting: Went = { to: "unplaced", near: null };

test("what is not the form's own wording is numbered, and keeps its number", () => {
  const first = numbered([piece(0), piece(1, { went: waiting }), piece(2, { went: placed(1) })], new Map());
  expect([...first]).toEqual([[1, 1], [2, 2]]);
  // The first piece turns out to be an answer: it gets the next number, the others keep theirs.
  const then = numbered([piece(0, { went: placed(1) }), piece(1, { went: { to: "aside" } }), piece(2, { went: waiting })], first);
  expect([...then]).toEqual([[1, 1], [2, 2], [0, 3]]);
});

test("bars follow the confidence, and what the officer placed has the whole", () => {
  expect([1, 0.95, 0.9499, 0.75, 0.7499].map(sureness)).toEqual(["own", "sure", "likely", "likely", "check"]);
});

test("what waits and what is unsure is to be checked; a piece without words is not", () => {
  expect(toCheck(piece(0, { went: waiting }))).toBe(true);
  expect(toCheck(piece(0, { went: placed(0.5) }))).toBe(true);
  expect(toCheck(piece(0, { went: placed(0.8) }))).toBe(false);
  expect(waits(piece(0, { went: waiting, words: 0 }))).toBe(false);
});

test("a table is put together where its first cell stands, though other words come between", () => {
  const blocks = blocksOf([piece(0), piece(1, { cell: [1, 1, 1] }), piece(2, { cell: [1, 1, 3] }), piece(3), piece(4, { cell: [1, 2, 3] })]);
  expect(blocks.map((b) => b.is)).toEqual(["paragraph", "table", "paragraph"]);
  const table = blocks[1];
  if (table?.is !== "table") throw new Error("no table");
  // A row of one cell goes over all columns; a column that no cell has is left out.
  expect(table.rows.map((r) => r.cells.map((c) => [c.column, c.span, c.paragraphs.flat().map((p) => p.piece)]))).toEqual([[[1, 1, [1]], [3, 1, [2]]], [[1, 2, [4]]]]);
});

test("pieces of one paragraph stay one, items make a list, pages are told, and what is in the margin comes last", () => {
  const blocks = blocksOf([
    piece(0, { page: 1 }), piece(1, { page: 1, goes_on: true }), piece(2, { page: 1, kind: "item" }), piece(3, { page: 2, kind: "item" }), piece(4, { under: "Comment by J. Amery", margin: true }),
  ]);
  expect(blocks.map((b) => b.is)).toEqual(["page", "paragraph", "list", "page", "list", "margin"]);
  expect(blocks[1]?.is === "paragraph" && blocks[1].pieces.length).toBe(2);
});

const question = (fields: FormQuestion["fields"]): FormQuestion => ({
  id: "1", number: "1", wording: "Which?", aside: null, guidance: [], short: "Which", category: null, note: null, matrix: null, counts: true, fields,
});
const field = (id: string, kind: FormQuestion["fields"][number]["kind"]) => ({ id, label: null, kind, required: false, beside: false, group: null, grid_title: null, band: null, column: null, notes: false });

test("a question has what was placed under it, and is as sure as the least sure", () => {
  const q = question([field("1.a", { type: "prose" }), field("1.b", { type: "attachments" })]);
  const found = filled(q, [piece(0, { went: placed(0.9) }), piece(1, { went: placed(0.6) }), piece(2, { went: { to: "comment", question: "1" } })]);
  expect(found.fields.map((f) => f.pieces.length)).toEqual([2]);
  expect(found.comments.length).toBe(1);
  expect(found.least).toBe(0.6);
});

test("few words may be a yes or a choice, many are text; a table gets a new row", () => {
  const q = question([
    field("yes", { type: "yes_no", other: false }), field("text", { type: "prose" }), field("files", { type: "attachments" }),
    field("rows", { type: "table", columns: [{ id: "c", title: "C", aside: null, width: 1, kind: { type: "prose" }, required: false }], fixed: [], noun: "row", versions: false }),
  ]);
  const to = (words: number) => placesIn(q, piece(0, { words }), [piece(1, { went: placed(1, { field: "rows", row: 1, column: "c" }) })]).map((t) => (t.to === "field" ? `${t.field}/${t.row ?? ""}` : t.to));
  expect(to(1)).toEqual(["yes/", "text/", "rows/2"]);
  expect(to(20)).toEqual(["text/", "yes/", "rows/2"]);
});
