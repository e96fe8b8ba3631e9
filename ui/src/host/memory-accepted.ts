import type { Answer, Block, Column, FieldKind, Form, Incoming, IncomingPiece, View } from "../bindings";
import { isPlaced, type PlacedPiece, questionsOf } from "../state/incoming";

/** Makes a view of a document that was accepted, roughly as the desk does: words as words, the rest as it was read. */
export function acceptedOf(view: View, form: Form, doc: Incoming, about: { name: string; from: string; by: string }): View {
  const at = new Date().toISOString();
  const placed = doc.pieces.filter(isPlaced);
  const whose = about.from || doc.file_name;
  for (const { id, kind } of questionsOf(form).flatMap((q) => q.fields)) {
    const here = placed.filter((p) => p.went.field === id);
    const answer = here.length > 0 ? answerOf(kind, here) : null;
    const [first] = here;
    if (answer && first) {
      view.answers[id] = answer;
      view.origins[id] = { whose, place: first.from, amended: false };
    }
  }
  const waits = (p: IncomingPiece) => p.words > 0 && (p.went.to === "unplaced" || p.went.to === "aside");
  const unplaced = doc.pieces.filter(waits).map((p) => ({ text: p.text, under: p.under, place: p.from, aside: p.went.to === "aside" }));
  view.received = [{ sha256: doc.sha256, file_name: doc.file_name, size: doc.size, from: about.from, at, by: about.by, unplaced }];
  const comments = doc.pieces.flatMap((p, i) => (p.went.to === "comment" ? [{ id: `c-${i}`, question: p.went.question, by: about.from || about.by, at, text: `${p.text} (${doc.file_name})`, resolved_by: null, resolved_at: null }] : []));
  return { ...view, id: crypto.randomUUID(), state: { ...view.state, name: about.name, comments } };
}

function answerOf(kind: FieldKind, pieces: PlacedPiece[]): Answer | null {
  const words = pieces.map((p) => p.text.trim());
  const value = pieces[0]?.went.value ?? "";
  switch (kind.type) {
    case "text":
      return { kind: "text", value: words.join(" ") };
    case "date":
      return { kind: "date", value: words.join(" ") };
    case "prose":
      return { kind: "prose", value: words.map((text): Block => ({ type: "paragraph", content: [{ type: "text", text, strong: false, emphasis: false, link: null }] })) };
    case "yes_no":
      return { kind: "yes_no", value: value === "Yes" || value === "No" ? (value === "Yes" ? "yes" : "no") : { other: value } };
    case "choice": {
      const option = kind.options.find((o) => o.label === value);
      return { kind: "choice", value: option ? { option: option.id } : { other: value } };
    }
    case "boxes":
      return { kind: "boxes", value: kind.rows.flat().filter((b) => pieces.some((p) => p.went.value?.split(", ").includes(b.label))).map((b) => b.id) };
    case "table":
      return { kind: "table", value: rowsOf(kind.columns, pieces) };
    default:
      return null;
  }
}

function rowsOf(columns: Column[], pieces: PlacedPiece[]): Extract<Answer, { kind: "table" }>["value"] {
  const rows = [...new Set(pieces.map((p) => p.went.row ?? 0))].sort((a, b) => a - b);
  return rows.map((row) => {
    const cells = columns.flatMap((c) => {
      const here = pieces.filter((p) => (p.went.row ?? 0) === row && p.went.column === c.id);
      const answer = here.length > 0 ? answerOf(c.kind, here) : null;
      return answer ? [[c.id, answer] as const] : [];
    });
    return { id: `row-${row + 1}`, cells: Object.fromEntries(cells) };
  });
}
