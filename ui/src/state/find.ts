import type { Answer, Block, Change, Choice, FieldKind, Form, Inline, Place, Row, YesNo } from "../bindings";
import { trimmed } from "../fields/prose/convert";
import type { Answers } from "./change";

/** How words are looked for. */
export interface How {
  matchCase: boolean;
  wholeWord: boolean;
}

/** Words found: in which place, and which of its findings they are, from 0. */
export interface Spot {
  question: string;
  at: Place;
  n: number;
}

/** An answer with words replaced, and how many were. */
export interface Replaced {
  answer: Answer | null;
  n: number;
}

/** Makes what finds words; null where there are none to find. */
export function finderOf(words: string, how: How): RegExp | null {
  if (words.trim() === "") return null;
  const text = words.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  const source = how.wholeWord ? `(?<![\\p{L}\\p{N}_])${text}(?![\\p{L}\\p{N}_])` : text;
  return new RegExp(source, how.matchCase ? "gu" : "giu");
}

/** Finds words in all answers that are text, in the order of the form. */
export function spotsOf(form: Form, answers: Answers, finder: RegExp): Spot[] {
  return [...textsOf(form, answers)].flatMap(({ question, at, answer }) => {
    const n = replaced(answer, finder, "", []).n;
    return Array.from({ length: n }, (_, i) => ({ question, at, n: i }));
  });
}

/** Replaces the words found in one spot; null where they are not there. */
export function replaceOne(answers: Answers, spot: Spot, finder: RegExp, by: string): Change | null {
  const answer = answerAt(answers, spot.at);
  const { answer: next, n } = answer ? replaced(answer, finder, by, [spot.n]) : { answer: null, n: 0 };
  return n > spot.n ? { do: "set_answer", at: spot.at, answer: next } : null;
}

/** Replaces the words everywhere, as one change. */
export function replaceAll(form: Form, answers: Answers, finder: RegExp, by: string): { change: Change; n: number; places: number } {
  const changes: Change[] = [];
  let n = 0;
  for (const { at, answer } of textsOf(form, answers)) {
    const made = replaced(answer, finder, by);
    n += made.n;
    if (made.n > 0) changes.push({ do: "set_answer", at, answer: made.answer });
  }
  return { change: { do: "several", changes }, n, places: changes.length };
}

/** Replaces words in an answer, all of them or only some by their number; marks stay as they are. */
export function replaced(answer: Answer, finder: RegExp, by: string, only?: number[]): Replaced {
  const work = new Work(finder, by, only);
  const next = work.answer(answer);
  return { answer: next, n: work.n };
}

class Work {
  /** How many were found, replaced or not. */
  n = 0;
  /** Words looked for in small letters, whatever the case: what is put in begins as what it replaces. */
  readonly #likeFound: boolean;

  constructor(
    readonly finder: RegExp,
    readonly by: string,
    readonly only?: number[],
  ) {
    const signs = finder.source.replace(/\\p\{[LN]\}/g, "");
    this.#likeFound = finder.ignoreCase && signs === signs.toLowerCase();
  }

  answer(answer: Answer): Answer | null {
    switch (answer.kind) {
      case "text":
        return filled("text", this.line(answer.value));
      case "prose": {
        const value = trimmed(answer.value.map((b) => this.block(b)));
        return value && { kind: "prose", value };
      }
      case "yes_no":
      case "choice":
        return typeof answer.value === "object" && "other" in answer.value ? this.#other(answer.kind, answer.value.other) : answer;
      case "approval": {
        const name = this.line(answer.value.name);
        return { kind: "approval", value: { ...answer.value, name } };
      }
      default:
        return answer;
    }
  }

  line(text: string): string {
    return this.runs([{ text }])[0]?.text ?? "";
  }

  block(block: Block): Block {
    if (block.type === "paragraph") return { type: "paragraph", content: this.pieces(block.content) };
    return { ...block, items: block.items.map((item) => item.map((b) => this.block(b))) };
  }

  pieces(content: Inline[]): Inline[] {
    // Words may run over pieces with other marks, but not over a line's end or a footnote.
    const runs = this.runs(content.map((p) => ({ text: p.type === "text" ? p.text : "\n" })));
    return content.flatMap((piece, i): Inline[] => {
      if (piece.type === "break") return [piece];
      if (piece.type === "footnote") return [{ type: "footnote", content: this.pieces(piece.content) }];
      const text = runs[i]?.text ?? "";
      return text === "" ? [] : [{ ...piece, text }];
    });
  }

  /** Replaces in runs of text that are read as one; what is put in goes where the words begin. */
  runs(runs: { text: string }[]): { text: string }[] {
    const found = [...runs.map((r) => r.text).join("").matchAll(this.finder)].filter((m) => m[0] !== "");
    const taken = found.filter((_, i) => this.only === undefined || this.only.includes(this.n + i)).map((m) => ({ from: m.index, to: m.index + m[0].length, by: this.#put(m[0]) }));
    this.n += found.length;
    if (taken.length === 0) return runs;
    let start = 0;
    return runs.map(({ text }) => {
      const from = start;
      start += text.length;
      let out = "";
      let at = from;
      for (const m of taken.filter((t) => t.to > from && t.from < start)) {
        out += text.slice(at - from, Math.max(at, m.from) - from);
        if (m.from >= from) out += m.by;
        at = Math.min(m.to, start);
      }
      return { text: out + text.slice(at - from) };
    });
  }

  /** What is put in for words: “tablet” for “handset”, “Tablet” for “Handset”, “TABLET” for “HANDSET”. */
  #put(hit: string): string {
    if (!this.#likeFound || hit === hit.toLowerCase()) return this.by;
    if (hit.length > 1 && hit === hit.toUpperCase()) return this.by.toUpperCase();
    const first = hit.charAt(0);
    return first === first.toUpperCase() && first !== first.toLowerCase() ? this.by.charAt(0).toUpperCase() + this.by.slice(1) : this.by;
  }

  #other(kind: "yes_no" | "choice", words: string): Answer | null {
    const other = this.line(words);
    if (other.trim() === "") return null;
    return kind === "yes_no" ? { kind, value: { other } satisfies YesNo } : { kind, value: { other } satisfies Choice };
  }
}

/** The answers that have words, cell by cell, in the order of the form. */
function* textsOf(form: Form, answers: Answers): Generator<{ question: string; at: Place; answer: Answer }> {
  for (const question of form.sections.flatMap((s) => s.questions)) {
    for (const field of question.fields) {
      const answer = answers[field.id];
      if (!answer) continue;
      if (answer.kind !== "table") yield { question: question.id, at: { field: field.id, row: null, column: null }, answer };
      else yield* cellsOf(field.kind, answer.value, question.id, field.id);
    }
  }
}

function* cellsOf(kind: FieldKind, rows: Row[], question: string, field: string): Generator<{ question: string; at: Place; answer: Answer }> {
  if (kind.type !== "table") return;
  const order = kind.fixed.map((f) => f.id);
  const inOrder = order.length > 0 ? rows.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id)) : rows;
  for (const row of inOrder) {
    for (const [i, column] of kind.columns.entries()) {
      const answer = row.cells[column.id];
      // The program writes the numbers of versions.
      if (answer && !(kind.versions && i === 0)) yield { question, at: { field, row: row.id, column: column.id }, answer };
    }
  }
}

function answerAt(answers: Answers, at: Place): Answer | undefined {
  const answer = answers[at.field];
  if (at.row === null || at.column === null) return answer;
  return answer?.kind === "table" ? answer.value.find((r) => r.id === at.row)?.cells[at.column] : undefined;
}

function filled(kind: "text", value: string): Answer | null {
  return value === "" ? null : { kind, value };
}
