import { SvelteMap, SvelteSet } from "svelte/reactivity";

import type { Paper, PaperPlace, Problem } from "../bindings";
import { asProblem, type Host } from "../host/host";

/** How long after an edit the paper is asked for, in milliseconds. */
const AFTER = 60;

/** A page as it was drawn. */
export interface Drawn {
  revision: number;
  svg: string;
}

/** The paper of an assessment: laid out again after an edit, its pages drawn only while they can be seen. */
export class PaperState {
  paper = $state.raw<Paper | null>(null);
  problem = $state.raw<Problem | null>(null);
  /** Pages as last drawn; an old page stays until the new one is there. */
  readonly pages = new SvelteMap<number, Drawn>();
  /** The pages that can be seen. */
  readonly seen = new SvelteSet<number>();

  #host: Host;
  #id: string;
  #wanted = -1;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #working = false;

  constructor(host: Host, id: string) {
    this.#host = host;
    this.#id = id;
  }

  /** Asks for the paper of a revision, soon. */
  request(revision: number): void {
    if (revision === this.#wanted) return;
    this.#wanted = revision;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#work(), AFTER);
  }

  /** Has the paper drawn again at the same revision: its look has changed. */
  again(): void {
    for (const [page, drawn] of this.pages) this.pages.set(page, { ...drawn, revision: -1 });
    if (this.paper) this.paper = { ...this.paper, revision: -1 };
    if (this.#wanted >= 0) void this.#work();
  }

  /** Says whether a page can be seen. */
  see(page: number, visible: boolean): void {
    if (!visible) this.seen.delete(page);
    else {
      this.seen.add(page);
      void this.#work();
    }
  }

  /** Where some fields stand on a page, as upper and lower edges in points; null when they do not. */
  extent(fields: ReadonlySet<string>, page: number): { top: number; bottom: number } | null {
    const here = this.#places(fields).filter((p) => p.page === page);
    if (here.length === 0) return null;
    return { top: Math.min(...here.map((p) => p.top)), bottom: Math.max(...here.map((p) => p.bottom)) };
  }

  /** The first page on which some fields stand. */
  pageOf(fields: ReadonlySet<string>): number | null {
    return this.#places(fields)[0]?.page ?? null;
  }

  /** The pages on which some fields stand, in order. */
  pagesOf(fields: ReadonlySet<string>): number[] {
    return [...new Set(this.#places(fields).map((p) => p.page))].sort((a, b) => a - b);
  }

  #places(fields: ReadonlySet<string>): PaperPlace[] {
    return this.paper?.places.filter((p) => fields.has(p.field)) ?? [];
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    try {
      while (await this.#once());
    } finally {
      this.#working = false;
    }
  }

  /** Does the next piece of work; false when there is none. */
  async #once(): Promise<boolean> {
    try {
      const paper = this.paper;
      if (!paper || paper.revision < this.#wanted) {
        const asked = this.#wanted;
        const laid = await this.#host.call("paper", { id: this.#id });
        // A desk that is asked again gives at least what was wanted; the number only tells whether to ask.
        this.paper = { ...laid, revision: Math.max(laid.revision, asked) };
        this.problem = null;
        return true;
      }
      const page = [...this.seen].sort((a, b) => a - b).find((n) => n < paper.pages && this.pages.get(n)?.revision !== paper.revision);
      if (page === undefined) return false;
      const svg = await this.#host.call("page", { id: this.#id, page });
      this.pages.set(page, { revision: paper.revision, svg });
      return true;
    } catch (thrown) {
      this.problem = asProblem(thrown);
      return false;
    }
  }
}
