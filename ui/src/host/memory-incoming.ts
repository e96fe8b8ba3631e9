import type { BroughtIn, Commands, DrawnPage, FieldKind, Form, Incoming, IncomingPiece, PieceTo, Went } from "../bindings";
import { isPlaced, questionsOf, wordsOf } from "../state/incoming";
import { problem } from "./memory-desk";

/** A document that the desk has read, as the fixtures keep it. */
export interface ReadDocument {
  incoming: Incoming;
  pages: DrawnPage[];
}

type Handlers = { [K in "incoming" | "incoming_page" | "send_piece" | "step_back" | "let_go"]: (args: Commands[K]["args"]) => Promise<Commands[K]["result"]> };

/** Documents on their way in, dealt with roughly as the desk does. */
export interface Receiving extends Handlers {
  /** Says what became of files that were opened. */
  brought: (documents: ReadDocument[]) => BroughtIn["files"];
  /** Takes a document out, once it is accepted. */
  taken: (incoming: string) => Incoming;
}

/** Keeps documents on their way in, in memory; what kinds the fields have is read from the form. */
export function receiving(formOf: (template: string) => Promise<Form>): Receiving {
  const all = new Map<string, { read: ReadDocument; before: IncomingPiece[][] }>();
  const one = (incoming: string) => {
    const found = all.get(incoming);
    if (!found) throw problem("other", "This document is no longer at hand. Open it again.");
    return found;
  };
  const shown = (incoming: string): Incoming => {
    const { read, before } = one(incoming);
    const { pieces } = read.incoming;
    const words = wordsOf(read.incoming);
    read.incoming.words = { source: read.incoming.words.source, placed: words.placed, recognised: words.own, unplaced: words.waiting + words.comments + words.aside };
    return structuredClone({ ...read.incoming, pieces, can_step_back: before.length > 0 });
  };
  return {
    brought: (documents) =>
      documents.map((read) => {
        all.set(read.incoming.incoming, { read, before: [] });
        const { incoming, file_name, name, family, words } = read.incoming;
        return { file_name, outcome: { is: "incoming", incoming, name, family, words } };
      }),
    taken: (incoming) => {
      const doc = shown(incoming);
      all.delete(incoming);
      return doc;
    },
    incoming: async ({ incoming }) => shown(incoming),
    incoming_page: async ({ incoming, page }) => one(incoming).read.pages[page - 1] ?? null,
    send_piece: async ({ incoming, piece, to, alike }) => {
      const { read, before } = one(incoming);
      const form = await formOf(read.incoming.template);
      const { pieces } = read.incoming;
      const first = pieces[piece];
      const went = first && fate(form, first, to);
      if (!first || !went) throw problem("other", "This question cannot take these words as its answer. Send them to a question with text, or to its comments.");
      before.push(pieces);
      const like = (p: IncomingPiece) => alike && p.went.to === "unplaced" && p.under === first.under;
      read.incoming.pieces = pieces.map((p) => (p.piece === piece ? { ...p, went } : like(p) ? { ...p, went: fate(form, p, to) ?? p.went } : p));
      return shown(incoming);
    },
    step_back: async ({ incoming }) => {
      const { read, before } = one(incoming);
      const was = before.pop();
      if (!was) throw problem("other", "There is nothing to undo.");
      read.incoming.pieces = was;
      return shown(incoming);
    },
    let_go: async ({ incoming }) => {
      all.delete(incoming);
      return null;
    },
  };
}

function fate(form: Form, piece: IncomingPiece, to: PieceTo): Went | null {
  if (to.to === "keep") return isPlaced(piece) ? { ...piece.went, confidence: 1 } : null;
  if (to.to === "pile") return { to: "unplaced", near: null };
  if (to.to !== "field") return to;
  const question = questionsOf(form).find((q) => q.fields.some((f) => f.id === to.field));
  const field = question?.fields.find((f) => f.id === to.field);
  const kind = to.column === null ? field?.kind : field?.kind.type === "table" ? field.kind.columns.find((c) => c.id === to.column)?.kind : undefined;
  const read = kind && meaning(kind, piece.text.trim());
  return question && read ? { to: "placed", question: question.id, field: to.field, row: to.row, column: to.column, value: read.value, confidence: 1, reading: null } : null;
}

/** Reads words as a field of a kind does; null when it cannot take them. */
function meaning(kind: FieldKind, text: string): { value: string | null } | null {
  const same = (label: string) => label.toLowerCase() === text.replace(/^[☒☐]\s*/, "").toLowerCase();
  const named = (labels: string[]) => labels.find(same);
  switch (kind.type) {
    case "text":
    case "prose":
    case "date":
      return { value: null };
    case "yes_no":
      return named(["Yes", "No"]) ? { value: named(["Yes", "No"]) ?? null } : kind.other ? { value: text } : null;
    case "choice": {
      const option = named(kind.options.map((o) => o.label));
      return option ? { value: option } : kind.other ? { value: text } : null;
    }
    case "boxes": {
      const box = named(kind.rows.flat().map((b) => b.label));
      return box ? { value: box } : null;
    }
    case "approval":
      return { value: text };
    default:
      return null;
  }
}
