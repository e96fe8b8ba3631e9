import type { Finding, Severity } from "../bindings";
import { grouped } from "./group";

/** How long after the officer leaves a field its new findings appear, in milliseconds. */
const AFTER = 400;

/**
 * The findings as they are shown: a new one on the field being edited waits until the officer has left it, one that is
 * settled goes at once.
 */
export class Findings {
  shown = $state.raw<Finding[]>([]);
  /** Fields that sign-off needs and that are not answered: they say so themselves, and count as one thing. */
  readonly missing = $derived(this.shown.filter(isMissing));
  /** All others. */
  readonly told = $derived(this.shown.filter((f) => !isMissing(f)));
  readonly byField = $derived(grouped(this.told, (f) => f.at.field));
  readonly byQuestion = $derived(grouped(this.told, (f) => f.question));
  readonly stops = $derived(this.told.filter((f) => f.severity === "stops"));
  readonly warnings = $derived(this.told.filter((f) => f.severity === "warning"));
  /** How many things stop sign-off. */
  readonly stopping = $derived(this.stops.length + (this.missing.length > 0 ? 1 : 0));

  #all: Finding[] = [];
  #editing: string | null = null;
  #held = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #spoken: (question: string, count: number) => void;

  constructor(first: Finding[], spoken: (question: string, count: number) => void = () => undefined) {
    this.#spoken = spoken;
    this.#all = first;
    this.shown = first;
  }

  /** Takes the findings that an edit left. */
  take(all: Finding[]): void {
    const before = new Set(this.#all.map((f) => f.key));
    for (const f of all) if (!before.has(f.key) && f.at.field === this.#editing) this.#held.add(f.key);
    this.#all = all;
    this.#show();
  }

  /** Says which field is being edited now, if one. */
  editing(field: string | null): void {
    if (field === this.#editing) return;
    this.#editing = field;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#release(), AFTER);
  }

  #release(): void {
    const appeared = this.#all.filter((f) => this.#held.has(f.key) && f.at.field !== this.#editing);
    for (const f of appeared) this.#held.delete(f.key);
    this.#show();
    for (const [question, found] of grouped(appeared, (f) => f.question)) this.#spoken(question, found.length);
  }

  #show(): void {
    this.shown = this.#all.filter((f) => !this.#held.has(f.key));
  }
}

/** The gravest of some findings. */
export function gravest(findings: Finding[] | undefined): Severity | null {
  if (!findings || findings.length === 0) return null;
  const open = findings.filter((f) => f.kept === null);
  return (["stops", "warning", "note"] as const).find((s) => open.some((f) => f.severity === s)) ?? null;
}

function isMissing(finding: Finding): boolean {
  return finding.required && finding.at.row === null;
}
