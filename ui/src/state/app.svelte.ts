import { SvelteSet } from "svelte/reactivity";

import type { BroughtIn, Problem, Settings, Start, Summary } from "../bindings";
import { asProblem, type Host } from "../host/host";
import { say } from "../words/words";
import { Arrivals } from "./arrivals.svelte";
import { OpenAssessment } from "./assessment.svelte";
import { finderOf, spotsOf } from "./find";
import { Job } from "./job.svelte";
import { live } from "./live.svelte";
import { Register } from "./register.svelte";
import { Panes } from "./remembered.svelte";
import { Viewport } from "./viewport.svelte";

/** What lies over the window. */
export type Over = "palette" | "keys" | "settings" | "new" | "steps" | "right" | null;

/** The window: what is open, what lies over it, and how it looks. */
export class App {
  readonly host: Host;
  readonly register: Register;
  readonly panes = new Panes();
  readonly viewport = new Viewport();
  readonly job: Job;
  /** The files that were opened, and those of them that wait to be accepted. */
  readonly arrivals: Arrivals;
  start = $state.raw<Start | null>(null);
  settings = $state.raw<Settings>({ officer: "", organisation: "", theme: "system", text_size: 100, backup_folder: "", backup_days: 0, dpo_name: "", dpo_email: "", review_months: 12, paper_colour: "", logo: null });
  open = $state.raw<OpenAssessment | null>(null);
  over = $state<Over>(null);
  /** Whether “Find or do” looks through all assessments. */
  everywhere = $state(false);
  problem = $state.raw<Problem | null>(null);
  /** Notices that were put away, by their place. */
  readonly putAway = new SvelteSet<number>();

  /** Whether a file is held over the window. */
  dragging = $state(false);

  constructor(host: Host) {
    this.host = host;
    this.register = new Register(host);
    this.job = new Job(host);
    this.arrivals = new Arrivals(host);
  }

  /** Opens the register, and the assessment that the program was started with. */
  async begin(): Promise<void> {
    try {
      this.start = await this.host.call("start", null);
    } catch (thrown) {
      this.problem = asProblem(thrown);
      return;
    }
    this.register.all = this.start.assessments;
    this.settings = this.start.settings;
    this.register.officer = this.settings.officer;
    this.host.on("changed", () => void this.register.refresh().catch((thrown: unknown) => (this.problem = asProblem(thrown))));
    this.host.on("bringing", (bringing) => this.job.bringing(bringing));
    this.host.on("brought", (brought) => void this.brought(brought));
    this.host.on("not-opened", (problem) => {
      this.job.broughtIn();
      this.problem = problem;
    });
    this.host.on("dragging", (over) => void (this.dragging = over));
    this.host.on("close-requested", () => void this.close());
    this.arrivals.take(this.start.waiting, true);
    if (this.start.open !== null) await this.openOne(this.start.open);
    if (this.start.brought.files.length > 0) await this.brought(this.start.brought);
  }

  /** Opens an assessment; what is open is saved first. */
  async openOne(id: string): Promise<void> {
    if (this.open?.id !== id) {
      if (!(await this.saved())) return;
      await this.#openOne(id);
    }
    if (this.open?.id === id) this.arrivals.away();
  }

  #openOne(id: string): Promise<void> {
    return this.#try(async () => {
      const view = await this.host.call("open", { id });
      const form = await this.host.call("form", { template: view.template });
      this.job.clear();
      this.over = null;
      this.open = new OpenAssessment(this.host, form, view);
    });
  }

  /** Opens “Find or do” on all assessments. */
  findAll(): void {
    this.everywhere = true;
    this.over = "palette";
  }

  /** Opens an assessment of the register at the first place that was found in it. */
  async openFound(id: string): Promise<void> {
    await this.register.search.now();
    const { words } = this.register.search;
    await this.openAt(id, this.register.hit(id)?.first.field ?? "", words);
  }

  /** Opens an assessment at a field, there at the words looked for. */
  async openAt(id: string, field: string, words: string): Promise<void> {
    await this.openOne(id);
    const open = this.open;
    const place = open?.places.fields.get(field);
    if (open?.id !== id || !place) return;
    const { form, answers } = open;
    const here = [words, ...words.split(/\s+/)].map((w) => {
      const finder = finderOf(w, { matchCase: false, wholeWord: false });
      return finder ? spotsOf(form, answers, finder).find((s) => s.at.field === field)?.at : undefined;
    });
    open.goto(place.question.id, here.find((at) => at) ?? { field, row: null, column: null });
  }

  /** Goes back to the register. */
  async toRegister(): Promise<void> {
    if (!(await this.saved())) return;
    this.register.selected = this.open?.id ?? this.register.selected;
    this.open = null;
    this.over = null;
    this.job.clear();
    await this.#try(() => this.register.refresh());
  }

  /** Begins an assessment. */
  async create(template: string, name: string): Promise<void> {
    await this.#try(async () => this.opened(await this.host.call("create", { template, name })));
  }

  /** Opens the worked example. */
  async example(): Promise<void> {
    await this.#try(async () => this.opened(await this.host.call("add_example", null)));
  }

  /** Opens a file through the system's dialog. */
  async bringIn(): Promise<void> {
    const brought = await this.job.bringIn();
    if (brought !== null) await this.brought(brought);
  }

  /** Goes on with files that were opened: a single one is shown, several are listed. */
  private async brought(brought: BroughtIn): Promise<void> {
    const { arrivals } = this;
    this.job.broughtIn();
    if (brought.files.length === 0) return;
    await this.#try(() => this.register.refresh());
    // A document in hand stays there; what came is in the list.
    const busy = arrivals.open !== null;
    arrivals.take(brought);
    if (busy || !(await this.saved())) return live.say(say("arrivals.more", { n: brought.files.length }));
    this.over = null;
    const only = brought.files.length === 1 ? arrivals.all.at(-1) : undefined;
    if (!only) arrivals.listed = true;
    else if (only.outcome.is === "incoming") await arrivals.show(only);
    else if (only.outcome.is === "assessment" && only.outcome.notes.length === 0) await this.openOne(only.outcome.id);
    else arrivals.listed = true;
  }

  /** Makes an assessment of the document in hand, and goes on: to the next that waits, their list, or the assessment itself. */
  async accept(name: string, from: string): Promise<void> {
    const { arrivals } = this;
    const id = await arrivals.accept(name, from);
    if (id === null) return;
    await this.#try(() => this.register.refresh());
    if (!(await arrivals.goOn())) await this.openOne(id);
  }

  /** Lets the document in hand go, and goes on. */
  async letGo(): Promise<void> {
    await this.arrivals.letGo();
    await this.arrivals.goOn();
  }

  /** Opens an assessment that a file was, or became. */
  async openArrived(id: string): Promise<void> {
    await this.openOne(id);
  }

  /** Puts an assessment away or takes it out again. */
  async archive(summary: Summary, archived: boolean): Promise<void> {
    await this.#try(() => this.register.put(summary, archived));
  }

  /** Makes a new draft with the answers of an assessment. */
  async duplicate(summary: Summary): Promise<void> {
    await this.#try(() => this.register.duplicate(summary));
  }

  /** Makes a new draft in another template with the answers of an assessment. */
  async convert(summary: Summary, template: string): Promise<void> {
    await this.#try(() => this.register.convert(summary, template));
  }

  /** Keeps the settings; gives what went wrong, if anything did. */
  async keep(settings: Settings): Promise<Problem | null> {
    const before = this.settings;
    this.settings = settings;
    await this.#try(async () => void (this.settings = await this.host.call("keep_settings", { settings })));
    // What the desk refused is not in force.
    if (this.problem) this.settings = before;
    this.register.officer = this.settings.officer;
    this.open?.paper.again();
    return this.problem;
  }

  /** Takes a logo for the paper through the system's dialog; gives what went wrong, null when nothing did. */
  async chooseLogo(): Promise<Problem | null> {
    await this.#try(async () => void (this.settings = (await this.host.call("choose_logo", null)) ?? this.settings));
    this.open?.paper.again();
    return this.problem;
  }

  /** Backs the register up. */
  async backUp(): Promise<void> {
    const backup = await this.job.backUp();
    if (backup && this.start) this.start = { ...this.start, backup };
  }

  /** Closes the window once everything is saved; what cannot be saved keeps it open. */
  async close(): Promise<void> {
    if (await this.saved()) await this.#try(() => this.host.call("close", null));
  }

  /** Saves what is open; true when all of it is on the disk. */
  async saved(): Promise<boolean> {
    return this.open === null || (await this.open.flush());
  }

  private async opened(id: string): Promise<void> {
    await this.#try(() => this.register.refresh());
    await this.openOne(id);
  }

  async #try(work: () => Promise<unknown>): Promise<void> {
    this.problem = null;
    try {
      await work();
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }
}
