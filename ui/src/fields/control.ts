import type { Answer, Attachment, Change, FieldKind, Finding, Form, Place, Severity } from '../bindings';

/** The kind of one name. */
export type KindOf<T extends FieldKind['type']> = Extract<FieldKind, { type: T }>;

/** What an answer of one kind holds. */
export type ValueOf<T extends Answer['kind']> = Extract<Answer, { kind: T }>['value'];

/** What every control is given, whether it stands in a question or in a cell. */
export interface Control<T extends FieldKind['type'] = FieldKind['type']> {
  kind: KindOf<T>;
  at: Place;
  form: Form;
  /** Prefix of the ids in the document. */
  base: string;
  /** Its name for assistive technology, with the question's number. */
  label: string;
  labelledby?: string;
  describedby?: string;
  answer: Answer | undefined;
  answers: Record<string, Answer>;
  /** Those about this place, and about the cells within it. */
  findings: Finding[];
  /** The gravest of those about this very place. */
  severity: Severity | null;
  /** What stands where nothing is answered. */
  empty: string;
  /** In a cell of a table. */
  compact: boolean;
  readonly: boolean;
  /** Answers; undone together with what else was done in this visit. */
  send: (answer: Answer | null) => void;
  /** Changes something as a step of its own. */
  onchange: (change: Change, group?: string) => void;
  onattach?: (at: Place) => void;
  /** Has one of the attached files printed after the form. */
  onprint?: (at: Place, index: number) => void;
  onsave?: (file: Attachment) => void;
}

/** Gives the name and the description of a control. */
export function naming(control: Pick<Control, 'label' | 'labelledby' | 'describedby' | 'severity'>) {
  return {
    label: control.label,
    labelledby: control.labelledby,
    describedby: control.describedby,
    invalid: control.severity === 'stops',
  };
}

/** Gives what an answer holds where it is of the kind asked for. */
export function valueOf<T extends Answer['kind']>(answer: Answer | undefined, kind: T): ValueOf<T> | undefined;
export function valueOf(answer: Answer | undefined, kind: string): unknown {
  return answer?.kind === kind ? answer.value : undefined;
}

const GRAVITY: Severity[] = ['stops', 'warning', 'note'];

/** Gives the gravest severity among findings that are not kept. */
export function gravest(findings: Finding[]): Severity | null {
  const open = findings.filter((finding) => finding.kept === null);
  return GRAVITY.find((severity) => open.some((finding) => finding.severity === severity)) ?? null;
}
