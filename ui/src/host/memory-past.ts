import type { Answer, Comment, HistoryItem, View } from "../bindings";
import { type Kept, kept } from "./memory-desk";

const by = "Priya Nair";
const other = "Tom Bickerstaff";

/** Gives an assessment in its second version, with comments and edits, so that there is something to compare and to review. */
export function withPast(view: View): Kept {
  const k = kept(view);
  const fields = Object.keys(view.answers);
  const first = structuredClone(view);
  first.state = { ...first.state, version: "1.0", status: "superseded", comments: [] };
  first.seal = { by: "Daniel Osei, Director of Adult Services", on: "2025-08-14", reason: "First version", digest: "38eae7d7b27c84495278dc53499d157a9fe3ab5c9b0534159c3a2557e43f3f9a" };
  const second = structuredClone(first);
  second.state.version = "1.1";
  second.seal = { by: "Daniel Osei, Director of Adult Services", on: "2026-01-09", reason: "Retention period corrected after a complaint", digest: "9fe3ab5c9b0534159c3a2557e43f3f9a38eae7d7b27c84495278dc53499d157a" };
  // What is in hand stays as it is: the older versions said something else here and there.
  fields.forEach((field, i) => {
    const answer = first.answers[field];
    if (!answer) return;
    const was = i % 23 === 4 ? null : i % 4 === 1 || (answer.kind === "table" && i % 2 === 0) ? earlier(answer) : answer;
    if (was === null) delete first.answers[field];
    else first.answers[field] = was;
    if (i % 8 === 1 && was) second.answers[field] = was;
  });
  k.past.set("1.0", first);
  k.past.set("1.1", second);
  k.view.versions = [first, second].map((v) => ({ version: v.state.version, status: v.state.status, seal: v.seal }));
  Object.assign(k.view.state, { version: "2.0", signs_as: "2.0", status: "draft" });
  k.view.state.comments = comments();
  k.items = items(k.view);
  return k;
}

function earlier(answer: Answer): Answer | null {
  switch (answer.kind) {
    case "text":
      return { ...answer, value: answer.value.replace(/^(\S+) /, "Formerly ") };
    case "prose": {
      const [block, ...rest] = structuredClone(answer.value);
      if (block?.type !== "paragraph") return { ...answer, value: rest };
      for (const piece of block.content) if (piece.type === "text") piece.text = piece.text.replace(/\bthe (\w+)/, "each $1").replace(/ (and|with) [^.,;]*/, "");
      return { ...answer, value: [block, ...rest] };
    }
    case "table":
      return { ...answer, value: answer.value.slice(0, -1).map((row, i) => (i === 1 ? { ...row, cells: Object.fromEntries(Object.entries(row.cells).map(([id, cell], at) => [id, at > 0 && cell.kind === "text" ? { kind: "text" as const, value: "No" } : cell])) } : row)) };
    case "yes_no":
      return { ...answer, value: answer.value === "yes" ? "no" : "yes" };
    case "date":
      return null;
    default:
      return answer;
  }
}

function comments(): Comment[] {
  const one = (id: string, question: string, who: string, at: string, text: string, settled = false): Comment => ({
    id, question, by: who, at, text, resolved_by: settled ? by : null, resolved_at: settled ? "2026-06-12T09:15:00Z" : null,
  });
  return [
    one("c-1", "3.1", other, "2026-06-09T10:12:00Z", "The agency that sends the carers is a processor too. Is it in the list?"),
    one("c-2", "3.1", by, "2026-06-09T15:40:00Z", "It is, as row 5.\nIts toolkit entry is dated March.", true),
    one("c-3", "4.3", "Helen Ashworth, DPO", "2026-06-11T08:55:00Z", "Say which of these are needed for the first visit and which only later.\nThe rest can wait until the person has agreed."),
    one("c-4", "4.11", "Helen Ashworth, DPO", "2026-06-11T09:02:00Z", "Six years from the last visit, or from the end of the year?"),
  ];
}

function items(view: View): HistoryItem[] {
  const one = (revision: number, who: string, at: string, what: string, question: string | null, before: string, after: string, how: HistoryItem["how"] = "made"): HistoryItem => ({ revision, by: who, at, how, what, question, before, after });
  return [
    one(137, by, "2026-06-16T13:02:00Z", "3.5 Why it is shared answered", "3.5", "So that the driver knows who is to be carried.", "So that the operator knows who is to be carried, and at what time."),
    one(136, by, "2026-06-16T12:58:00Z", "4.11 Retention answered", "4.11", "seven years", "six years", "undone"),
    one(135, other, "2026-06-11T15:20:00Z", "3.1 Partners: row added", "3.1", "", "Wayline Systems Ltd | Processor | Yes"),
    one(134, "Helen Ashworth, DPO", "2026-06-11T09:02:00Z", "4.11 Retention: comment added", "4.11", "", "Six years from the last visit, or from the end of the year?"),
    one(133, by, "2026-06-08T11:30:00Z", "Warning kept with a reason", null, "", "Handsets hold the day’s visits."),
    one(132, by, "2026-06-04T09:01:00Z", "Version 2.0: draft", null, "", ""),
    one(131, by, "2026-01-09T16:00:00Z", "Version 1.1: signed off", null, "", ""),
    one(view.state.revision, by, "2025-08-14T16:00:00Z", "Version 1.0: signed off", null, "", ""),
  ];
}
