import type { Hit, Status, Summary } from "../bindings";
import type { Host } from "../host/host";
import { counts, type Filters, inList, type ListId, noFilters, passes } from "./register-lists";
import { Search } from "./register-search.svelte";

/** The columns of the register. */
export type ColumnId = "name" | "organisation" | "status" | "risk" | "review" | "owner" | "changed";

/** How the register is sorted. */
export interface Sort {
  column: ColumnId;
  ascending: boolean;
}

/** What was done last, so that it can be undone or gone on with. */
export interface Done {
  what: "put" | "taken" | "duplicated" | "converted";
  summary: Summary;
}

const statuses: Status[] = ["draft", "in_review", "signed_off", "superseded", "withdrawn"];
const order = new Intl.Collator("en-GB", { numeric: true });

/** The list of all assessments, as the officer looks at it. */
export class Register {
  all = $state.raw<Summary[]>([]);
  /** Whose assessments are “mine”. */
  officer = $state("");
  list = $state<ListId>("all");
  filters = $state.raw<Filters>(noFilters);
  sort = $state.raw<Sort>({ column: "changed", ascending: false });
  selected = $state<string | null>(null);
  done = $state.raw<Done | null>(null);
  readonly search: Search;

  #query = $state("");
  #host: Host;

  /** How many assessments stand in each list. */
  readonly counts = $derived(counts(this.all, this.officer));
  /** The assessments of the list in hand. */
  readonly listed = $derived(this.all.filter((s) => inList(s, this.list, this.officer)));
  readonly filtered = $derived(Object.values(this.filters).some((f) => f !== null));
  readonly #inOrder = $derived(sorted(this.filtered ? this.listed.filter((s) => passes(s, this.filters)) : this.listed, this.sort));
  /** Those that the words typed and the filters leave, in order. */
  readonly found: Summary[] = $derived.by(() => this.#searched());
  /** How many places the words have in them. */
  readonly places = $derived(this.found.reduce((sum, s) => sum + (this.hit(s.id)?.places ?? 0), 0));
  /** How many assessments that have the words stand in another list. */
  readonly elsewhere = $derived.by(() => this.#elsewhere());

  constructor(host: Host) {
    this.#host = host;
    this.search = new Search(host);
  }

  /** The words that are searched for. */
  get query(): string {
    return this.#query;
  }

  set query(words: string) {
    this.#query = words;
    this.search.ask(words);
  }

  /** Whether the archive is in hand. */
  get archive(): boolean {
    return this.list === "archive";
  }

  /** Where an assessment has the words searched for. */
  hit(id: string): Hit | undefined {
    return this.search.hits.get(id);
  }

  /** Reads the list again. */
  async refresh(): Promise<void> {
    this.all = await this.#host.call("list", null);
    await this.search.again();
  }

  /** Sorts by a column; again, the other way round. */
  sortBy(column: ColumnId): void {
    const ascending = this.sort.column === column ? !this.sort.ascending : column !== "changed" && column !== "risk";
    this.sort = { column, ascending };
  }

  /** Sets some of the filters. */
  filter(some: Partial<Filters>): void {
    this.filters = { ...this.filters, ...some };
  }

  /** Chooses a line so many lines on; from the last to the first and back, where `around`. */
  step(by: number, around: boolean): number {
    const n = this.found.length;
    const here = this.found.findIndex((s) => s.id === this.selected);
    const to = around && n > 0 ? (Math.max(0, here) + by + n) % n : Math.min(n - 1, Math.max(0, here + by));
    this.selected = this.found[to]?.id ?? null;
    return to;
  }

  /** Puts an assessment away or takes it out again. */
  async put(summary: Summary, archived: boolean): Promise<void> {
    const at = this.found.findIndex((s) => s.id === summary.id);
    this.all = await this.#host.call("archive", { id: summary.id, archived });
    // The line that took its place is the one in hand.
    if (at >= 0 && this.selected === summary.id) this.selected = this.found[Math.min(at, this.found.length - 1)]?.id ?? null;
    this.done = { what: archived ? "put" : "taken", summary };
  }

  /** Makes a new draft with the answers of an assessment. */
  async duplicate(summary: Summary): Promise<void> {
    await this.#made(await this.#host.call("duplicate", { id: summary.id }), "duplicated");
  }

  /** Makes a new draft in another template with the answers of an assessment. */
  async convert(summary: Summary, template: string): Promise<void> {
    await this.#made(await this.#host.call("convert", { id: summary.id, template }), "converted");
  }

  async #made(id: string, what: "duplicated" | "converted"): Promise<void> {
    this.list = "all";
    await this.refresh();
    const made = this.all.find((s) => s.id === id);
    if (!made) return;
    this.selected = id;
    this.done = { what, summary: made };
  }

  #elsewhere(): number {
    if (this.search.hits.size === 0) return 0;
    return this.all.filter((s) => this.hit(s.id) && !inList(s, this.list, this.officer)).length;
  }

  #searched(): Summary[] {
    const { found, problem, words } = this.search;
    if (found) return this.#inOrder.filter((s) => this.search.hits.has(s.id));
    // Without the search, names are still found.
    return problem ? this.#inOrder.filter((s) => has(s, words)) : this.#inOrder;
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
  return typeof a === "number" && typeof b === "number" ? a - b : order.compare(String(a), String(b));
}
