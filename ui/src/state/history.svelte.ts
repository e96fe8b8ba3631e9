import type { Comparison, HistoryItem, Problem, VersionInfo } from "../bindings";
import { asProblem, type Host } from "../host/host";

/** A version by its number; null is the one in hand. */
export type VersionId = string | null;

/** Two versions to compare, by their places in the list: the newest is 0. */
export interface Pair {
  newer: number;
  older: number;
}

/** Lists the versions, the one in hand first, then those signed off, newest first. */
export function versionIds(versions: VersionInfo[]): VersionId[] {
  return [null, ...versions.map((v) => v.version).toReversed()];
}

/** Makes a version the newer or the older one of two; the other one gives way where they would be the same or the wrong way round. */
export function choose(pair: Pair, role: keyof Pair, at: number, count: number): Pair {
  if (count < 2) return pair;
  if (role === "newer") {
    const newer = Math.min(at, count - 2);
    return { newer, older: pair.older > newer ? pair.older : newer + 1 };
  }
  const older = Math.max(at, 1);
  return { older, newer: pair.newer < older ? pair.newer : older - 1 };
}

/** The edits of an assessment and the comparison of two of its versions. */
export class HistoryState {
  items = $state.raw<HistoryItem[]>([]);
  comparison = $state.raw<Comparison | null>(null);
  pair = $state.raw<Pair>({ newer: 0, older: 1 });
  /** The difference that the officer is at. */
  at = $state(0);
  /** What is listed in the middle. */
  shows = $state<"versions" | "edits">("versions");
  /** Whether all questions are listed, not only those that differ. */
  whole = $state(false);
  problem = $state.raw<Problem | null>(null);
  /** Whether a comment is being written on that difference. */
  commenting = $state(false);
  /** Whether the edits were read at least once. */
  read = $state(false);

  #host: Host;
  #id: string;
  #asked = 0;

  constructor(host: Host, id: string) {
    this.#host = host;
    this.#id = id;
  }

  /** Reads the edits again. */
  async refresh(): Promise<void> {
    await this.#try(async () => {
      this.items = await this.#host.call("history", { id: this.#id });
      this.read = true;
    });
  }

  /** Compares two versions; an answer that comes late is left. */
  async compare(older: VersionId, newer: VersionId): Promise<void> {
    const asked = ++this.#asked;
    await this.#try(async () => {
      const found = await this.#host.call("compare", { id: this.#id, older, newer });
      if (asked !== this.#asked) return;
      this.comparison = found;
      this.at = Math.max(0, Math.min(this.at, found.differences.length - 1));
    });
  }

  /** Gives the fields in which the version in hand differs from another; nothing is shown of it here. */
  async differing(from: string): Promise<string[]> {
    const { differences } = await this.#host.call("compare", { id: this.#id, older: from, newer: null });
    return differences.map((d) => d.field);
  }

  /** Goes to the next difference or the one before; false when there is none. */
  step(by: 1 | -1): boolean {
    const next = this.at + by;
    if (!this.comparison || next < 0 || next >= this.comparison.differences.length) return false;
    this.go(next);
    return true;
  }

  /** Goes to a difference. */
  go(at: number): void {
    if (at !== this.at) this.commenting = false;
    this.at = at;
  }

  /** Begins a comment on the difference at hand; false when there is none. */
  comment(): boolean {
    if (this.shows !== "versions" || !this.comparison?.differences[this.at]) return false;
    this.commenting = true;
    return true;
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.problem = null;
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }
}
