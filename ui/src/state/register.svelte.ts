import type { Status, Summary } from "../bindings";
import type { Host } from "../host/host";

/** The columns of the register. */
export type ColumnId = "name" | "organisation" | "status" | "risk" | "review" | "owner" | "changed";

/** How the register is sorted. */
export interface Sort {
  column: ColumnId;
  ascending: boolean;
}

const statuses: Status[] = ["draft", "in_review", "signed_off", "superseded", "withdrawn"];

/** The list of all assessments, as the officer looks at it. */
export class Register {
  all = $state.raw<Summary[]>([]);
  query = $state("");
  archive = $state(false);
  sort = $state.raw<Sort>({ column: "changed", ascending: false });
  selected = $state<string | null>(null);
  /** What was put away or taken out last, so that it can be undone. */
  last = $state.raw<{ summary: Summary; archived: boolean } | null>(null);

  /** The assessments of the list in hand. */
  readonly listed = $derived(this.all.filter((s) => s.archived === this.archive));
  /** Those that the words typed leave, in order. */
  readonly found = $derived(sorted(this.listed.filter((s) => has(s, this.query)), this.sort));
  readonly archived = $derived(this.all.filter((s) => s.archived).length);

  #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  /** Reads the list again. */
  async refresh(): Promise<void> {
    this.all = await this.#host.call("list", null);
  }

  /** Sorts by a column; again, the other way round. */
  sortBy(column: ColumnId): void {
    const ascending = this.sort.column === column ? !this.sort.ascending : column !== "changed" && column !== "risk";
    this.sort = { column, ascending };
  }

  /** Puts an assessment away or takes it out again. */
  async put(summary: Summary, archived: boolean): Promise<void> {
    this.all = await this.#host.call("archive", { id: summary.id, archived });
    this.last = { summary, archived };
  }
}

/** Whether a line has all the words typed, in its name, organisation or owner. */
export function has(summary: Summary, query: string): boolean {
  const text = `${summary.name} ${summary.organisation} ${summary.owner}`.toLocaleLowerCase();
  return query.toLocaleLowerCase().split(/\s+/).every((word) => text.includes(word));
}

/** Sorts lines by a column; equal ones by name. */
export function sorted(lines: Summary[], { column, ascending }: Sort): Summary[] {
  const sign = ascending ? 1 : -1;
  return lines.toSorted((a, b) => sign * compare(key(a, column), key(b, column)) || compare(a.name, b.name));
}

function key(s: Summary, column: ColumnId): string | number {
  switch (column) {
    case "risk":
      return (s.risk?.[0] ?? 0) * 10 + (s.residual?.[0] ?? 0);
    case "status":
      return statuses.indexOf(s.status);
    case "review":
      // Days first, in order; free words after them.
      return /^\d{4}-/.test(s.review) ? s.review : `9999 ${s.review}`;
    default:
      return s[column];
  }
}

function compare(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en-GB", { numeric: true });
}
