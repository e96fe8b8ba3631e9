import { expect, test } from "vitest";

import type { Answer, Block, Form, FormField, Inline } from "../bindings";
import { applied, type Answers } from "./change";
import { finderOf, type How, replaceAll, replaced, replaceOne, spotsOf } from "./find";

const loose: How = { matchCase: false, wholeWord: false };
const find = (words: string, how: Partial<How> = {}): RegExp => finderOf(words, { ...loose, ...how }) ?? /(?!)/gu;
const text = (words: string, more: Partial<Extract<Inline, { type: "text" }>> = {}): Inline => ({ type: "text", text: words, strong: false, emphasis: false, link: null, ...more });
const prose = (...content: Inline[]): Answer => ({ kind: "prose", value: [{ type: "paragraph", content }] });

function formOf(fields: Pick<FormField, "id" | "kind">[]): Form {
  const all = fields.map((f): FormField => ({ label: null, required: false, beside: false, group: null, grid_title: null, band: null, column: null, notes: false, ...f }));
  return {
    id: "t", name: "", title: "", conditions: [], roles: { name: "", risks: null, versions: null, partners: null, approvals: [] },
    sections: [{
      id: "s", number: null, title: "", short: "", shape: "numbered", heads: [], instruction: null, closing: [], glossary: [],
      questions: [{ id: "q", number: "1", wording: "", aside: null, guidance: [], short: "", category: null, note: null, matrix: null, counts: true, fields: all }],
    }],
  };
}

test("words are found in text, prose, lists, footnotes, links and cells, in the order of the form", () => {
  const form = formOf([
    { id: "a", kind: { type: "text", format: null } },
    { id: "b", kind: { type: "prose" } },
    { id: "c", kind: { type: "table", fixed: [], noun: "row", versions: false, columns: [{ id: "x", title: "", aside: null, width: 1, kind: { type: "prose" }, required: false }] } },
  ]);
  const list: Block = { type: "bullets", items: [[{ type: "paragraph", content: [text("the contractor’s crew")] }]] };
  const answers: Answers = {
    a: { kind: "text", value: "Contractor and contractors" },
    b: { kind: "prose", value: [{ type: "paragraph", content: [text("see "), text("contractor", { link: "https://a.example" }), { type: "footnote", content: [text("a contractor")] }] }, list] },
    c: { kind: "table", value: [{ id: "r", cells: { x: prose(text("con"), text("tractor", { strong: true })) } }] },
  };
  expect(spotsOf(form, answers, find("contractor")).map((s) => `${s.at.field}${s.n}`)).toEqual(["a0", "a1", "b0", "b1", "b2", "c0"]);
  expect(spotsOf(form, answers, find("contractor", { matchCase: true }))).toHaveLength(5);
  expect(spotsOf(form, answers, find("contractor", { wholeWord: true }))).toHaveLength(5);
  const all = replaceAll(form, answers, find("contractor"), "supplier");
  expect([all.n, all.places]).toEqual([6, 3]);
  const after = applied(answers, all.change);
  expect(spotsOf(form, after, find("contractor"))).toEqual([]);
  expect(spotsOf(form, after, find("supplier"))).toHaveLength(6);
});

test("marks stay, and words that run over them take the first one’s", () => {
  const answer = prose(text("a "), text("con", { strong: true }), text("tractor", { emphasis: true }), text(" b"));
  expect(replaced(answer, find("contractor"), "supplier").answer).toEqual(prose(text("a "), text("supplier", { strong: true }), text(" b")));
});

test("one place is replaced and the others stay", () => {
  const answers: Answers = { a: { kind: "text", value: "x x x" } };
  const change = replaceOne(answers, { question: "q", at: { field: "a", row: null, column: null }, n: 1 }, find("x"), "yy");
  expect(change && applied(answers, change)).toEqual({ a: { kind: "text", value: "x yy x" } });
});

test("what is put in begins as what it replaces, unless the words were given with capitals or the case matters", () => {
  const answer: Answer = { kind: "text", value: "Handset handset HANDSET" };
  expect(replaced(answer, find("handset"), "tablet").answer).toEqual({ kind: "text", value: "Tablet tablet TABLET" });
  expect(replaced({ kind: "text", value: "the NHS" }, find("NHS"), "health service").answer).toEqual({ kind: "text", value: "the health service" });
  expect(replaced(answer, find("handset", { matchCase: true }), "tablet").answer).toEqual({ kind: "text", value: "Handset tablet HANDSET" });
});

test("an answer of which nothing is left is not answered", () => {
  expect(replaced({ kind: "text", value: "gone" }, find("gone"), "").answer).toBeNull();
  expect(replaced(prose(text("gone")), find("gone"), "").answer).toBeNull();
});

test("signs that mean something to a pattern are only signs", () => {
  expect(replaced({ kind: "text", value: "a.b (c) $1" }, find("(c)"), "$&").answer).toEqual({ kind: "text", value: "a.b $& $1" });
  expect(finderOf("  ", loose)).toBeNull();
});

test("whatever is replaced is gone, and everything else is as it was", () => {
  for (let seed = 1; seed <= 400; seed += 1) {
    const draw = drawing(seed);
    const words = draw.words("ab ", 1 + draw.below(3)).trim() || "a";
    // Words of other letters can neither hold what was replaced nor make it anew with their neighbours.
    const by = draw.words("XYZ", 1 + draw.below(4));
    const answer = draw.answer();
    const finder = find(words);
    const made = replaced(answer, finder, by);
    const after = made.answer ?? prose();
    expect(replaced(after, finder, "", []).n, `seed ${seed}`).toBe(0);
    expect(plainOf(after), `seed ${seed}`).toEqual(plainOf(answer).map((line) => line.split(words).join(by)));
    expect(shapeOf(after), `seed ${seed}`).toEqual(shapeOf(answer));
  }
});

/** The text of each paragraph and footnote. */
function plainOf(answer: Answer): string[] {
  const pieces = (content: Inline[]): string[] => [
    content.map((p) => (p.type === "text" ? p.text : "\n")).join(""),
    ...content.flatMap((p) => (p.type === "footnote" ? pieces(p.content) : [])),
  ];
  const block = (b: Block): string[] => (b.type === "paragraph" ? pieces(b.content) : b.items.flat().flatMap(block));
  return answer.kind === "prose" ? answer.value.flatMap(block) : [];
}

/** What stands where, but for text. */
function shapeOf(answer: Answer): string {
  const block = (b: Block): string => (b.type === "paragraph" ? `p${b.content.filter((p) => p.type !== "text").map((p) => p.type).join()}` : `${b.type}(${b.items.map((i) => i.map(block).join()).join(";")})`);
  return answer.kind === "prose" ? answer.value.map(block).join() : "";
}

function drawing(seed: number) {
  let state = seed * 2654435761;
  const below = (n: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  const words = (letters: string, length: number): string => Array.from({ length }, () => letters[below(letters.length)] ?? "").join("");
  const piece = (deep: boolean): Inline => {
    const kind = below(8);
    if (kind === 0) return { type: "break" };
    if (kind === 1 && deep) return { type: "footnote", content: [piece(false), text("c")] };
    return text(words("abc ", 1 + below(6)), { strong: below(2) === 0, link: below(4) === 0 ? "https://a.example" : null });
  };
  // A letter that is never replaced keeps each paragraph from becoming empty.
  const paragraph = (): Block => ({ type: "paragraph", content: [text("c"), ...Array.from({ length: below(6) }, () => piece(true))] });
  const block = (): Block => (below(4) === 0 ? { type: "bullets", items: [[paragraph()], [paragraph(), paragraph()]] } : paragraph());
  const answer = (): Answer => ({ kind: "prose", value: [paragraph(), ...Array.from({ length: below(4) }, block)] });
  return { below, words, answer };
}
