import type { Answer, Change, Place, Row } from "../bindings";

/** The answers of an assessment by field id. */
export type Answers = Record<string, Answer>;

/** Applies a change to a copy of the answers, as the desk will; a change that has no place leaves them as they are. */
export function applied(answers: Answers, change: Change): Answers {
  switch (change.do) {
    case "set_answer":
      return setAnswer(answers, change.at, change.answer);
    case "insert_row":
      return withRows(answers, change.field, (rows) => rows.toSpliced(Math.min(change.index, rows.length), 0, change.row));
    case "remove_row":
      return withRows(answers, change.field, (rows) => rows.filter((r) => r.id !== change.row));
    case "move_row":
      return withRows(answers, change.field, (rows) => moved(rows, change.row, change.to));
    case "several":
      return change.changes.reduce(applied, answers);
    case "set_name":
    case "set_organisation":
    case "keep":
    case "add_comment":
    case "remove_comment":
    case "resolve_comment":
      return answers;
  }
}

/** Puts answers in or takes them out by field id. */
export function merged(answers: Answers, also: Record<string, Answer | null>): Answers {
  return Object.entries(also).reduce((all, [field, answer]) => put(all, field, answer), answers);
}

/** Whether two places are the same. */
export function samePlace(a: Place, b: Place): boolean {
  return a.field === b.field && a.row === b.row && a.column === b.column;
}

/** The field that a change is about; null when it is about none or several. */
export function fieldOf(change: Change): string | null {
  if (change.do === "set_answer") return change.at.field;
  return "field" in change ? change.field : null;
}

function setAnswer(answers: Answers, at: Place, answer: Answer | null): Answers {
  if (at.row === null || at.column === null) return put(answers, at.field, answer);
  const { row, column } = at;
  return withRows(answers, at.field, (rows) => {
    // A row that the form fixes comes into being with its first answer.
    const all = rows.some((r) => r.id === row) ? rows : [...rows, { id: row, cells: {} }];
    return all.map((r) => (r.id === row ? { ...r, cells: put(r.cells, column, answer) } : r));
  });
}

function put<A extends { [key in string]: Answer }>(all: A, key: string, answer: Answer | null): A {
  const { [key]: _, ...rest } = all;
  return (answer === null ? rest : { ...rest, [key]: answer }) as A;
}

function withRows(answers: Answers, field: string, change: (rows: Row[]) => Row[]): Answers {
  const now = answers[field];
  const rows = change(now?.kind === "table" ? now.value : []);
  return put(answers, field, rows.length > 0 ? { kind: "table", value: rows } : null);
}

function moved(rows: Row[], id: string, to: number): Row[] {
  const row = rows.find((r) => r.id === id);
  return row ? rows.filter((r) => r.id !== id).toSpliced(to, 0, row) : rows;
}
