import type { Block, Found, Inline } from "../../bindings";
import type { IconName } from "../../parts/icons";
import type { App } from "../../state/app.svelte";
import { say } from "../../words/words";
import { glyphs, questionStanding, wordsOf } from "../assessment/progress";
import { commands } from "../commands";

/** A line of “Find or do”. */
export interface Result {
  group: string;
  icon: IconName;
  text: string;
  /** A word after it: where it is or how it stands. */
  after: string;
  /** Words around a place, of which those that were typed are marked, and what the place is called. */
  snippet?: { place: string; words: string };
  keys?: string;
  run: () => void;
}

/** How many lines of one group are shown. */
const MOST = 8;

/** Finds commands, questions, answers and assessments; “>” at the front asks only for commands, “#” only for questions. */
export function results(app: App, query: string, everywhere: Found | null): Result[] {
  if (app.everywhere) return everywhere ? hits(app, query, everywhere, 200) : [];
  const only = /^[>#]/.exec(query)?.[0];
  const words = query.replace(/^[>#]/, "").toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const has = (text: string) => words.every((w) => text.toLocaleLowerCase().includes(w));
  return [
    ...(only === "#" ? [] : doable(app, has, only === ">" || words.length === 0 ? 40 : MOST)),
    ...(only === ">" ? [] : questions(app, has, only === "#" ? 100 : MOST)),
    ...(only || words.length === 0 ? [] : [...answers(app, words), ...assessments(app, has), ...(everywhere ? hits(app, query, others(app, everywhere), 5) : [])]),
  ];
}

function doable(app: App, has: (text: string) => boolean, most: number): Result[] {
  return commands(app)
    .filter((c) => c.found && has(say(c.id)))
    .slice(0, most)
    .map((c) => ({ group: say("palette.do"), icon: "arrow-right", text: say(c.id), after: "", keys: c.keys, run: c.run }));
}

function questions(app: App, has: (text: string) => boolean, most: number): Result[] {
  const open = app.arrivals.shown ? null : app.open;
  if (!open) return [];
  return [...open.places.spots.values()]
    .filter(({ question: q, section }) => has(`${q.number ?? ""} ${q.wording} ${q.short} ${section.short}`))
    .slice(0, most)
    .map(({ question: q }) => {
      const standing = questionStanding(q.id, open.state.questions, open.findings.byQuestion);
      return {
        group: say("palette.go"),
        icon: standing === "none" ? "circle" : glyphs[standing],
        text: [q.number, q.wording || q.short].filter(Boolean).join(" "),
        after: standing === "none" ? "" : say(wordsOf(standing)),
        run: () => open.goto(q.id),
      };
    });
}

function answers(app: App, words: string[]): Result[] {
  const open = app.arrivals.shown ? null : app.open;
  const first = words[0];
  if (!open || !first) return [];
  const found: Result[] = [];
  for (const [field, answer] of Object.entries(open.answers)) {
    const spot = open.places.fields.get(field);
    const text = strings(answer).find((t) => words.every((w) => t.toLocaleLowerCase().includes(w)));
    if (!spot || !text || found.length >= MOST) continue;
    const at = text.toLocaleLowerCase().indexOf(first);
    const snippet = around(text, at);
    found.push({
      group: say("palette.answers"), icon: "file", text: `${open.title(spot.question.id)} “${snippet}”`, after: "",
      run: () => open.goto(spot.question.id, { field, row: null, column: null }),
    });
  }
  return found;
}

/** The words around a place, cut between words. */
function around(text: string, at: number): string {
  const from = at <= 28 ? 0 : text.indexOf(" ", at - 28) + 1;
  const end = at + 56 >= text.length ? text.length : text.lastIndexOf(" ", at + 56);
  return `${from > 0 ? "… " : ""}${text.slice(Math.min(from, at), Math.max(end, at))}${end < text.length ? " …" : ""}`;
}

function assessments(app: App, has: (text: string) => boolean): Result[] {
  return app.register.all
    .filter((s) => s.id !== app.open?.id && has(s.name))
    .slice(0, MOST)
    .map((s) => ({ group: say("palette.assessments"), icon: "folder", text: s.name, after: say(`status.${s.status}`), run: () => void app.openOne(s.id) }));
}

/** The places in assessments other than the one that is open. */
function others(app: App, found: Found): Found {
  return { ...found, hits: found.hits.filter((h) => h.id !== app.open?.id && h.first.field !== "") };
}

function hits(app: App, query: string, found: Found, most: number): Result[] {
  const lines = new Map(app.register.all.map((s) => [s.id, s]));
  return found.hits.slice(0, most).map((hit) => ({
    group: say("palette.all"), icon: "file", text: lines.get(hit.id)?.name || say("register.unnamed"), after: say("register.places", { n: hit.places }),
    snippet: { place: hit.first.field === "" ? say("register.place.name") : hit.first.name, words: hit.first.pieces.join("") },
    run: () => void app.openAt(hit.id, hit.first.field, query),
  }));
}

/** The words in an answer, a paragraph or a cell each. */
function strings(value: unknown): string[] {
  if (typeof value === "string") return [];
  if (Array.isArray(value)) return value.flatMap(strings);
  if (typeof value !== "object" || value === null) return [];
  if ("type" in value && value.type === "paragraph") return [inline((value as Extract<Block, { type: "paragraph" }>).content)];
  if ("kind" in value && value.kind === "text" && "value" in value) return [String(value.value)];
  return Object.values(value).flatMap(strings);
}

function inline(content: Inline[]): string {
  return content.map((i) => (i.type === "text" ? i.text : i.type === "break" ? " " : "")).join("");
}
