import type { Answer, Block, Form, Found, Hit, Inline, Summary } from "../bindings";
import type { Answers } from "../state/change";

/** What is searched: a line of the register with its form and answers. */
export interface Searched {
  summary: Summary;
  form: Form;
  answers: Answers;
}

interface Words {
  field: string;
  name: string;
  text: string;
}

/** Finds words roughly as the desk does: all of them in one place, the last may be unfinished. */
export function searched(all: Iterable<Searched>, words: string): Found {
  const tokens = tokensOf(words);
  if (tokens.length === 0) return { places: 0, assessments: 0, hits: [], suggestion: null };
  const hits: Hit[] = [];
  const known = new Set<string>();
  for (const one of all) {
    const places = wordsOf(one);
    for (const { text } of places) for (const t of tokensOf(text)) known.add(t);
    const found = places.filter(({ text }) => within(tokens, tokensOf(text)));
    const first = found[0];
    if (first) hits.push({ id: one.summary.id, places: found.length, first: { field: first.field, name: first.name, pieces: around(first.text, tokens) } });
  }
  hits.sort((a, b) => b.places - a.places || a.id.localeCompare(b.id));
  const places = hits.reduce((sum, h) => sum + h.places, 0);
  const last = tokens.at(-1) ?? "";
  const near = hits.length > 0 ? undefined : [...known].map((w) => [distance(w, last), w] as const).filter(([d]) => d <= 2).sort((a, b) => a[0] - b[0])[0];
  return { places, assessments: hits.length, hits: hits.slice(0, 200), suggestion: near?.[1] ?? null };
}

function wordsOf({ summary, form, answers }: Searched): Words[] {
  const questions = form.sections.flatMap((s) => s.questions);
  return [
    { field: "", name: "", text: `${summary.name} ${summary.organisation}` },
    ...questions.flatMap((q) => q.fields.map((f) => ({ field: f.id, name: q.number ?? q.short, text: textOf(answers[f.id]) }))).filter((w) => w.text !== ""),
  ];
}

function textOf(answer: Answer | undefined): string {
  if (answer?.kind === "text") return answer.value;
  if (answer?.kind === "prose") return answer.value.map(blockText).join("\n");
  if (answer?.kind === "table") return answer.value.map((r) => Object.values(r.cells).map(textOf).filter(Boolean).join(" ")).join("\n");
  return answer?.kind === "approval" ? answer.value.name : "";
}

function blockText(block: Block): string {
  if (block.type !== "paragraph") return block.items.flat().map(blockText).join("\n");
  const inline = (i: Inline): string => (i.type === "text" ? i.text : i.type === "break" ? " " : ` ${i.content.map(inline).join("")} `);
  return block.content.map(inline).join("");
}

function tokensOf(text: string): string[] {
  return text.toLocaleLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function within(wanted: string[], there: string[]): boolean {
  return wanted.every((w, i) => (i === wanted.length - 1 ? there.some((t) => t.startsWith(w)) : there.includes(w)));
}

function around(text: string, tokens: string[]): string[] {
  const last = tokens.at(-1) ?? "";
  const at = [...text.matchAll(/[\p{L}\p{N}]+/gu)].find(([t]) => t.toLocaleLowerCase().startsWith(last) || tokens.includes(t.toLocaleLowerCase()));
  if (!at) return [text.slice(0, 120)];
  const before = text.slice(0, at.index);
  const from = before.length > 36 ? before.indexOf(" ", before.length - 37) + 1 : 0;
  return [`${from > 0 ? "… " : ""}${before.slice(from)}`, at[0], text.slice(at.index + at[0].length).slice(0, 90)];
}

function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) next[j] = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length] ?? 3;
}
