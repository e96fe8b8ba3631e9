import type { FieldKind, Form, FormField, FormQuestion, Incoming, IncomingPiece, PieceTo, Went } from "../bindings";
import { grouped } from "./group";

/** A piece that is an answer, or a part of one. */
export type PlacedPiece = IncomingPiece & { went: Extract<Went, { to: "placed" }> };

/** How sure the placing of a piece is. */
export type Sureness = "own" | "sure" | "likely" | "check";

/** A paragraph of the source: the pieces that it was cut into. */
export type Paragraph = IncomingPiece[];

/** A part of the source, as it is drawn. */
export type SourceBlock =
  | { is: "page"; key: string; page: number }
  | { is: "paragraph"; key: string; pieces: Paragraph }
  | { is: "list"; key: string; items: Paragraph[] }
  | { is: "table"; key: string; table: number; rows: SourceRow[] }
  | { is: "margin"; key: string; under: string; pieces: IncomingPiece[] };

/** A row of a table of the source: its cells from the left, each with its paragraphs. */
export interface SourceRow {
  row: number;
  cells: { column: number; span: number; paragraphs: Paragraph[] }[];
}

/** Whether a piece is an answer, or a part of one. */
export function isPlaced(piece: IncomingPiece): piece is PlacedPiece {
  return piece.went.to === "placed";
}

/** Whether a piece waits for a place. One without words, such as a line of dots, has none to wait for. */
export function waits(piece: IncomingPiece): boolean {
  return piece.went.to === "unplaced" && piece.words > 0;
}

/** Whether the officer should look at a piece. */
export function toCheck(piece: IncomingPiece): boolean {
  return waits(piece) || (isPlaced(piece) && sureness(piece.went.confidence) === "check");
}

/** Says how sure a placing is: what the officer placed or kept has the whole. */
export function sureness(confidence: number): Sureness {
  return confidence >= 1 ? "own" : confidence >= 0.95 ? "sure" : confidence >= 0.75 ? "likely" : "check";
}

/** Numbers the pieces that are not the form's own wording, from 1; those that had a number keep it. */
export function numbered(pieces: IncomingPiece[], before: ReadonlyMap<number, number>): ReadonlyMap<number, number> {
  const numbers = new Map(before);
  let next = Math.max(0, ...before.values());
  for (const p of pieces) if (p.went.to !== "recognised" && !numbers.has(p.piece)) numbers.set(p.piece, (next += 1));
  return numbers;
}

/** Counts the words by what became of them. */
export function wordsOf(doc: Incoming): { placed: number; own: number; waiting: number; comments: number; aside: number } {
  const sum = (to: Went["to"]) => doc.pieces.reduce((n, p) => (p.went.to === to ? n + p.words : n), 0);
  return { placed: sum("placed"), own: sum("recognised"), waiting: sum("unplaced"), comments: sum("comment"), aside: sum("aside") };
}

/** Puts the pieces together as the source has them: lists, and tables where their first cell stands. */
export function blocksOf(pieces: IncomingPiece[]): SourceBlock[] {
  const blocks: SourceBlock[] = [];
  const body = pieces.filter((p) => !p.margin);
  const tables = grouped(body.filter((p) => p.cell), (p) => p.cell?.[0] ?? 0);
  const drawn = new Set<number>();
  let page: number | null = null;
  for (const paragraph of paragraphsOf(body)) {
    const [piece] = paragraph;
    const table = piece?.cell?.[0];
    if (!piece || (table !== undefined && drawn.has(table))) continue;
    if (piece.page !== null && piece.page !== page) {
      page = piece.page;
      blocks.push({ is: "page", key: `page-${page}-${piece.piece}`, page });
    }
    const last = blocks.at(-1);
    if (table !== undefined) {
      drawn.add(table);
      blocks.push({ is: "table", key: `table-${table}`, table, rows: rowsOf(tables.get(table) ?? []) });
    } else if (piece.kind === "item" && last?.is === "list") last.items.push(paragraph);
    else if (piece.kind === "item") blocks.push({ is: "list", key: `list-${piece.piece}`, items: [paragraph] });
    else blocks.push({ is: "paragraph", key: `paragraph-${piece.piece}`, pieces: paragraph });
  }
  const margins = grouped(pieces.filter((p) => p.margin), (p) => p.under);
  for (const [under, those] of margins) blocks.push({ is: "margin", key: `margin-${under}`, under, pieces: those });
  return blocks;
}

function paragraphsOf(pieces: IncomingPiece[]): Paragraph[] {
  const all: Paragraph[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if (piece.goes_on && last) last.push(piece);
    else all.push([piece]);
  }
  return all;
}

function rowsOf(pieces: IncomingPiece[]): SourceRow[] {
  const at = (piece: IncomingPiece, n: 1 | 2): number => piece.cell?.[n] ?? 1;
  const columns = [...new Set(pieces.map((p) => at(p, 2)))].sort((a, b) => a - b);
  const rows = [...grouped(pieces, (p) => at(p, 1))].sort(([a], [b]) => a - b);
  return rows.map(([row, here]) => {
    const cells = grouped(here, (p) => at(p, 2));
    // A row of one cell goes over the whole table, as a heading in it does.
    if (cells.size === 1 && columns.length > 1) return { row, cells: [{ column: columns[0] ?? 1, span: columns.length, paragraphs: paragraphsOf(here) }] };
    return { row, cells: columns.map((column) => ({ column, span: 1, paragraphs: paragraphsOf(cells.get(column) ?? []) })) };
  });
}

/** A field of our form with what was placed in it. */
export interface FilledField {
  field: FormField;
  pieces: PlacedPiece[];
}

/** A question of our form with what was placed under it. */
export interface FilledQuestion {
  question: FormQuestion;
  fields: FilledField[];
  comments: IncomingPiece[];
  /** How sure the least sure of them is; null where nothing is placed. */
  least: number | null;
}

/** Gives a question with what was placed under it. */
export function filled(question: FormQuestion, pieces: IncomingPiece[]): FilledQuestion {
  const placed = pieces.filter(isPlaced);
  const fields = question.fields.map((field) => ({ field, pieces: placed.filter((p) => p.went.field === field.id) })).filter((f) => f.pieces.length > 0);
  const comments = pieces.filter((p) => p.went.to === "comment" && p.went.question === question.id);
  const sure = fields.flatMap((f) => f.pieces).map((p) => p.went.confidence);
  return { question, fields, comments, least: sure.length > 0 ? Math.min(...sure) : null };
}

/** Counts the rows of a table that have words. */
export function rowsIn(field: string, pieces: IncomingPiece[]): number {
  return Math.max(0, ...pieces.filter(isPlaced).filter((p) => p.went.field === field).map((p) => (p.went.row ?? 0) + 1));
}

/** Gives the places of a question that may take words, the likeliest first; the desk has the last word. */
export function placesIn(question: FormQuestion, piece: IncomingPiece, all: IncomingPiece[]): PieceTo[] {
  const brief = piece.words <= 3;
  const rank = (kind: FieldKind): number => {
    if (kind.type === "prose" || kind.type === "text") return 1;
    if (kind.type === "table") return 3;
    return brief ? 0 : 2;
  };
  const open = question.fields.filter((f) => takesWords(f.kind));
  return open.toSorted((a, b) => rank(a.kind) - rank(b.kind)).flatMap((f) => placesOf(f, rowsIn(f.id, all)));
}

function placesOf(field: FormField, rows: number): PieceTo[] {
  const to = (row: number | null, column: string | null): PieceTo => ({ to: "field", field: field.id, row, column });
  if (field.kind.type !== "table") return [to(null, null)];
  const row = field.kind.fixed.length > 0 ? 0 : rows;
  return field.kind.columns.filter((c) => takesWords(c.kind)).map((c) => to(row, c.id));
}

/** Whether a field may be given words by hand. */
export function takesWords(kind: FieldKind): boolean {
  return !(kind.type === "attachments" || kind.type === "row_ref" || (kind.type === "table" && kind.versions));
}

/** All questions of a form, in order. */
export function questionsOf(form: Form): FormQuestion[] {
  return form.sections.flatMap((s) => s.questions);
}
