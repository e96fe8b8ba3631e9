import type { Status, Summary } from "../bindings";
import { daysUntil } from "../words/words";

/** The lists at the left of the register. */
export type ListId = "all" | "mine" | "waiting" | "overdue" | "soon" | "archive";

/** When a review is due, as far as lists and filters tell it apart. */
export type Due = "overdue" | "soon" | "none";

/** What leaves lines out of a list; null leaves all in. */
export interface Filters {
  status: Status | null;
  review: Due | null;
  /** The word of the highest residual risk; empty for what is not rated yet. */
  residual: string | null;
  owner: string | null;
}

/** A review within this many days is soon. */
export const SOON = 90;

export const noFilters: Filters = { status: null, review: null, residual: null, owner: null };

/** When an assessment is to be reviewed; null when that is later than soon, or in the officer's own words. */
export function due(s: Summary, now = new Date()): Due | null {
  if (!s.review || s.status !== "signed_off") return "none";
  const left = daysUntil(s.review, now);
  if (left === null || left > SOON) return null;
  return left <= 0 ? "overdue" : "soon";
}

/** Whether an assessment stands in a list. */
export function inList(s: Summary, list: ListId, officer: string, now = new Date()): boolean {
  if (s.archived !== (list === "archive")) return false;
  switch (list) {
    case "mine":
      return same(s.owner, officer);
    case "waiting":
      return s.status === "in_review";
    case "overdue":
    case "soon":
      return due(s, now) === list;
    default:
      return true;
  }
}

/** Whether the filters leave an assessment in. */
export function passes(s: Summary, filters: Filters, now = new Date()): boolean {
  return (
    (filters.status === null || s.status === filters.status) &&
    (filters.review === null || due(s, now) === filters.review) &&
    (filters.residual === null || (s.residual?.[1] ?? "") === filters.residual) &&
    (filters.owner === null || same(s.owner, filters.owner))
  );
}

/** The words of residual risk that stand in a list, the highest first; empty where one is not rated yet. */
export function residuals(all: Summary[]): string[] {
  const levels = new Map(all.map((s) => [s.residual?.[1] ?? "", s.residual?.[0] ?? 0]));
  return [...levels].sort((a, b) => b[1] - a[1]).map(([word]) => word);
}

/** The owners in a list, by name. */
export function owners(all: Summary[]): string[] {
  return [...new Set(all.map((s) => s.owner.trim()).filter(Boolean))].sort((a, b) => a.localeCompare(b, "en-GB"));
}

/** How many assessments stand in each list. */
export function counts(all: Summary[], officer: string, now = new Date()): Record<ListId, number> {
  const n: Record<ListId, number> = { all: 0, mine: 0, waiting: 0, overdue: 0, soon: 0, archive: 0 };
  for (const list of Object.keys(n) as ListId[]) n[list] = all.filter((s) => inList(s, list, officer, now)).length;
  return n;
}

function same(a: string, b: string): boolean {
  return a.trim() !== "" && a.trim().toLocaleLowerCase() === b.trim().toLocaleLowerCase();
}
