import type { Column, FieldKind, Form, Opt, RiskRoles, Row } from "../../bindings";
import { valueOf } from "../../fields/control";
import { levelOf } from "../../fields/options";
import { fieldOf, words } from "../../fields/words";
import type { Answers } from "../../state/change";

/** A scale of levels, from the least. */
export interface Scale {
  title: string;
  kind: FieldKind | null;
  levels: Opt[];
}

/** A risk, with where it stands on each scale, from 0; null where it is not rated. */
export interface Risk {
  id: string;
  n: number;
  words: string;
  likelihood: number | null;
  severity: number | null;
  overall: number | null;
  /** The highest that its measures leave. */
  residual: number | null;
  /** The numbers of the measures that answer it. */
  measures: number[];
}

/** The scales and the risks of an assessment. */
export interface Picture {
  likelihood: Scale;
  severity: Scale;
  overall: Scale;
  residual: Scale | null;
  risks: Risk[];
}

/** Reads what the picture shows. */
export function pictureOf(form: Form, answers: Answers, roles: RiskRoles): Picture {
  const columns = columnsOf(form, roles.field);
  const rows = valueOf(answers[roles.field], "table") ?? [];
  const measures = roles.measures === null ? [] : (valueOf(answers[roles.measures], "table") ?? []);
  const residual = roles.measures === null || roles.residual === null ? null : scale(columnsOf(form, roles.measures), roles.residual);
  const likelihood = scale(columns, roles.likelihood);
  const severity = scale(columns, roles.severity);
  const overall = scale(columns, roles.overall);
  const description = columns.find((c) => c.id === roles.description);
  const risks = rows.map((row, i): Risk => {
    const answering = measures.map((m, at) => ({ m, at })).filter(({ m }) => roles.risk !== null && valueOf(m.cells[roles.risk], "row_ref") === row.id);
    const left = answering.map(({ m }) => (residual && roles.residual !== null ? levelAt(m, roles.residual, residual) : null)).filter((l) => l !== null);
    return {
      id: row.id,
      n: i + 1,
      words: description ? words(description.kind, row.cells[description.id]) : "",
      likelihood: levelAt(row, roles.likelihood, likelihood),
      severity: levelAt(row, roles.severity, severity),
      overall: levelAt(row, roles.overall, overall),
      residual: left.length > 0 ? Math.max(...left) : null,
      measures: answering.map(({ at }) => at + 1),
    };
  });
  return { likelihood, severity, overall, residual, risks };
}

/** The level that the matrix proposes, from 0; null where it says nothing. */
export function proposed(roles: RiskRoles, overall: Scale, likelihood: number, severity: number): number | null {
  const at = overall.levels.findIndex((l) => l.id === roles.matrix[likelihood]?.[severity]);
  return at < 0 ? null : at;
}

/** How grave a level is, whatever the length of its scale. */
export function grave(level: number, of: number): "low" | "middle" | "high" {
  return (["low", "middle", "high"] as const)[Math.max(0, Math.min(2, Math.ceil(((level + 1) / of) * 3) - 1))] ?? "low";
}

function columnsOf(form: Form, field: string): Column[] {
  const kind = fieldOf(form, field)?.kind;
  return kind?.type === "table" ? kind.columns : [];
}

function scale(columns: Column[], id: string): Scale {
  const column = columns.find((c) => c.id === id);
  return { title: column?.title ?? "", kind: column?.kind ?? null, levels: column?.kind.type === "choice" ? column.kind.options : [] };
}

function levelAt(row: Row, column: string, { kind }: Scale): number | null {
  const level = kind ? levelOf(kind, valueOf(row.cells[column], "choice") ?? null) : 0;
  return level === 0 ? null : level - 1;
}
