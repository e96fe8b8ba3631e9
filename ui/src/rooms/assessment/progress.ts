import type { Finding, FormSection, Progress, QuestionState, Severity } from "../../bindings";
import type { IconName } from "../../parts/icons";
import { gravest } from "../../state/findings.svelte";
import type { MessageId } from "../../words/words";

/** Where a step or a question stands: its gravest finding, else how far it is answered. */
export type Standing = Severity | QuestionState | "none";

/** Counts the questions of a section that are answered and asked. */
export function counted(section: FormSection, states: Record<string, QuestionState>): Progress {
  const asked = section.questions.filter((q) => q.counts && states[q.id] !== "not_asked");
  return { answered: asked.filter((q) => states[q.id] === "answered").length, asked: asked.length };
}

/** Where a question stands. */
export function questionStanding(id: string, states: Record<string, QuestionState>, findings: ReadonlyMap<string, Finding[]>): Standing {
  const state = states[id] ?? "unanswered";
  const gravity = gravest(findings.get(id));
  return gravity ?? state;
}

/** Where a section stands. */
export function sectionStanding(section: FormSection, states: Record<string, QuestionState>, findings: ReadonlyMap<string, Finding[]>): Standing {
  if (section.questions.length === 0) return "none";
  const each = section.questions.map((q) => questionStanding(q.id, states, findings));
  const order: Standing[] = ["stops", "warning"];
  const grave = order.find((s) => each.includes(s));
  if (grave) return grave;
  const counts = counted(section, states);
  if (counts.asked > 0) return counts.answered === counts.asked ? "answered" : counts.answered > 0 ? "partly" : "unanswered";
  return each.some((s) => s !== "unanswered") ? "answered" : "unanswered";
}

/** The glyph of a standing. */
export const glyphs: Record<Exclude<Standing, "none">, IconName> = {
  stops: "octagon", warning: "triangle", note: "info", unanswered: "circle", partly: "half", answered: "check", not_asked: "minus",
};

/** The words of a standing. */
export function wordsOf(standing: Exclude<Standing, "none">): MessageId {
  return `state.${standing}`;
}
