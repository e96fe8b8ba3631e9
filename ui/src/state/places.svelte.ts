import type { Form, FormField, FormQuestion, FormSection, Place } from "../bindings";
import { controlAt } from "../fields/focus";

/** A question with where it stands. */
export interface Spot {
  section: FormSection;
  question: FormQuestion;
}

/** The questions of a form in order, and which of them the officer is at. */
export class Places {
  /** The current question's id. */
  current = $state<string | null>(null);
  /** The section that stands at the top of the form. */
  section = $state<string>("");
  /** Questions by id, in the order of the form. */
  readonly spots: ReadonlyMap<string, Spot>;
  /** Fields by id, each with its question. */
  readonly fields: ReadonlyMap<string, Spot & { field: FormField }>;
  /** When the officer last scrolled the form by hand, in milliseconds. */
  scrolled = 0;

  constructor(form: Form) {
    const spots = form.sections.flatMap((section) => section.questions.map((question) => ({ section, question })));
    this.spots = new Map(spots.map((s) => [s.question.id, s]));
    this.fields = new Map(spots.flatMap((s) => s.question.fields.map((field) => [field.id, { ...s, field }] as const)));
    this.section = form.sections[0]?.id ?? "";
  }

  /** The current question, with its section. */
  get spot(): Spot | undefined {
    return this.current === null ? undefined : this.spots.get(this.current);
  }

  /** Makes a question the current one. */
  enter(question: string): void {
    const spot = this.spots.get(question);
    if (!spot) return;
    this.current = question;
    this.section = spot.section.id;
  }

  /** The question after or before another in a list of ids; from the start when there is none. */
  next(ids: string[], step: 1 | -1): string | undefined {
    const order = [...this.spots.keys()];
    const here = this.current === null ? -1 : order.indexOf(this.current);
    const wanted = new Set(ids);
    const around = step === 1 ? [...order.slice(here + 1), ...order.slice(0, here + 1)] : [...order.slice(0, Math.max(0, here)).reverse(), ...order.slice(Math.max(0, here)).reverse()];
    return around.find((id) => wanted.has(id));
  }
}

/** Brings a question, a field or a cell into view and puts the focus into it; false when it is not on the screen. */
export function focusPlace(question: string, at?: Place): boolean {
  const container = document.querySelector<HTMLElement>(`[data-question="${CSS.escape(question)}"]`);
  if (!container) return false;
  const first = container.querySelector<HTMLElement>("[data-field]")?.dataset.field;
  const field = at?.field ?? first;
  const control = field === undefined ? null : controlAt({ row: null, column: null, ...at, field }, container);
  const section = container.closest<HTMLElement>("[data-section]");
  const leads = section?.querySelector("[data-question]") === container;
  (leads && section && !at?.row ? section : container).scrollIntoView({ block: at?.row ? "nearest" : "start", behavior: "instant" });
  (control ?? container).focus({ preventScroll: true });
  (document.activeElement ?? container).scrollIntoView({ block: "nearest", behavior: "instant" });
  return true;
}
