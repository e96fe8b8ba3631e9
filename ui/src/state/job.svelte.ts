import type { Bringing, BroughtIn, Commands, ExportWhat, LastBackup, Problem, SavedFile, Step, View } from "../bindings";
import { asProblem, type Host } from "../host/host";

/** What long work makes. */
type What = ExportWhat | "backup" | "file" | "print" | "annex" | "bring";

/** Long work: how far it is, that it can be cancelled, and how it ended. */
export class Job {
  step = $state.raw<Step | null>(null);
  running = $state(false);
  what = $state<What>("pdf");
  file = $state.raw<SavedFile | null>(null);
  backup = $state.raw<LastBackup | null>(null);
  problem = $state.raw<Problem | null>(null);
  cancelled = $state(false);

  #host: Host;
  #job = "";

  constructor(host: Host) {
    this.#host = host;
  }

  /** Writes an assessment to a file. */
  async export(id: string, what: ExportWhat): Promise<void> {
    await this.#run(what, async (job) => {
      this.file = await this.#host.call("export", { id, what, job }, (s) => (this.step = s));
    });
  }

  /** Writes a copy of an attached file. */
  async saveFile(sha256: string, file_name: string): Promise<void> {
    await this.#run("file", async () => {
      this.file = await this.#host.call("save_file", { sha256, file_name });
    });
  }

  /** Opens the paper as a PDF in the system's program for PDFs. */
  async print(id: string): Promise<void> {
    await this.#run("print", async (job) => {
      this.file = await this.#host.call("print", { id, job }, (s) => (this.step = s));
    });
  }

  /** Has an attached file printed after the form; gives the assessment after it, null when it was not done. */
  async printFile(args: Omit<Commands["print_file"]["args"], "job">): Promise<View | null> {
    let view: View | null = null;
    await this.#run("annex", async (job) => {
      view = await this.#host.call("print_file", { ...args, job }, (s) => (this.step = s));
    });
    return view;
  }

  /** Writes a backup of the register. */
  async backUp(): Promise<LastBackup | null> {
    await this.#run("backup", async (job) => {
      this.backup = await this.#host.call("backup", { job }, (s) => (this.step = s));
    });
    return this.backup;
  }

  /** Puts a backup in the place of the register; says whether it did. */
  async restore(): Promise<boolean> {
    let done = false;
    await this.#run("backup", async (job) => {
      done = await this.#host.call("restore_backup", { job }, (s) => (this.step = s));
    });
    return done;
  }

  /** Takes files in through the system's dialog; gives what became of them, null when nothing did. */
  async bringIn(): Promise<BroughtIn | null> {
    let brought: BroughtIn | null = null;
    await this.#run("bring", async (job) => {
      brought = await this.#host.call("bring_in", { job }, (s) => (this.step = s));
    });
    return brought;
  }

  /** Tells of files that are taken in without having been asked for here: dropped on the window, or opened with the program. */
  bringing({ job, step }: Bringing): void {
    if (this.running && this.what !== "bring") return;
    if (!this.running) this.clear();
    this.#job = job;
    this.what = "bring";
    this.running = true;
    this.step = step;
  }

  /** Tells that they are in. */
  broughtIn(): void {
    if (this.what !== "bring") return;
    this.running = false;
    this.step = null;
  }

  /** Stops the work. */
  cancel(): void {
    void this.#host.call("cancel", { job: this.#job }).catch(() => undefined);
  }

  /** Puts away what is said of the last work. */
  clear(): void {
    this.file = null;
    this.backup = null;
    this.problem = null;
    this.cancelled = false;
  }

  async #run(what: What, work: (job: string) => Promise<void>): Promise<void> {
    if (this.running) return;
    this.clear();
    this.what = what;
    this.#job = crypto.randomUUID();
    this.running = true;
    this.step = null;
    try {
      await work(this.#job);
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (problem.code === "cancelled") this.cancelled = true;
      else this.problem = problem;
    } finally {
      this.running = false;
      this.step = null;
    }
  }
}
