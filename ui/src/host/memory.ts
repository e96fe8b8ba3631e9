import type { Commands, Form, Paper, Problem, Start, Step, Summary, View } from "../bindings";
import { applied } from "../state/change";
import type { Host } from "./host";
import { edited, type Kept, kept, life, problem, step, summary, viewOf } from "./memory-desk";
import { acceptedOf } from "./memory-accepted";
import { type ReadDocument, receiving } from "./memory-incoming";
import { many } from "./memory-many";
import { withPast } from "./memory-past";
import { accepted, checked, LOGO, madeUp, withPrinted } from "./memory-paper";
import { compared } from "./memory-said";
import { searched } from "./memory-search";

type Handlers = { [K in keyof Commands]: (args: Commands[K]["args"], progress: (s: Step) => void) => Promise<Commands[K]["result"]> };

/** Gives a host over fixtures, for the window in a browser: what is written is gone when the page is. */
export async function memoryHost(): Promise<Host> {
  const [start, example, empty] = await Promise.all([fixture<Start>("start"), fixture<View>("view-example"), fixture<View>("view-empty")]);
  const asked = new URLSearchParams(location.search);
  if (asked.has("first")) Object.assign(start, { first: true, assessments: [], open: null });
  if (asked.has("theme")) start.settings.theme = asked.get("theme") as Start["settings"]["theme"];
  if (asked.has("many")) start.assessments = many(start.assessments, Number(asked.get("many")));
  const handlers = desk(start, example, empty);
  return {
    call: (name, args, progress = () => undefined) => pause().then(() => handlers[name](structuredClone(args), progress)),
    on: () => () => undefined,
  };
}

function desk(start: Start, example: View, empty: View): Handlers {
  const all = new Map<string, Kept>();
  const opened = (view: View) => (view.id === example.id && new URLSearchParams(location.search).has("past") ? withPast(view) : kept(view));
  // Some of those made for show have words to find.
  const told = (id: string) => start.assessments.length < 200 && /^m-\d*[0258]$/.test(id);
  const cancelled = new Set<string>();
  const asked = new URLSearchParams(location.search);
  const incoming = receiving((template) => fixture<Form>(`form-${template}`));
  let list = start.assessments;
  const one = (id: string): Kept => {
    const found = all.get(id) ?? opened(viewOf(id === example.id || told(id) ? example : empty, list.find((s) => s.id === id), id));
    all.set(id, found);
    return found;
  };
  const touch = (k: Kept) => void (list = list.map((s) => (s.id === k.view.id ? { ...s, ...summary(k.view) } : s)));
  const add = (view: View): string => {
    all.set(view.id, kept(view));
    list = [summary(view), ...list.filter((s) => s.id !== view.id)];
    return view.id;
  };
  const fresh = (name: string) => {
    const view = structuredClone(empty);
    return add({ ...view, id: crypto.randomUUID(), state: { ...view.state, name } });
  };
  return {
    start: async () => structuredClone({ ...start, assessments: list }),
    list: async () => list,
    create: async (args) => fresh(args.name),
    add_example: async () => add(structuredClone(example)),
    bring_in: async ({ job }, progress) => {
      await slowly(job, cancelled, progress, 4);
      const documents = await fixture<ReadDocument[]>("incoming");
      const some = documents.slice(0, asked.get("files") === "one" ? 1 : undefined);
      const waiting = incoming.brought(some);
      if (some.length === 1) return { files: waiting };
      const own = fresh("Sent back by the partner");
      return {
        files: [
          ...waiting,
          { file_name: "Sent back.dpia", outcome: { is: "assessment", id: own, notes: [] } },
          { file_name: "Locked.pdf", outcome: { is: "problem", message: "The file is password protected. Ask the sender for a copy without a password, then open that." } },
        ],
      };
    },
    incoming: incoming.incoming,
    incoming_page: incoming.incoming_page,
    send_piece: incoming.send_piece,
    step_back: incoming.step_back,
    let_go: incoming.let_go,
    convert: async ({ id, template }) => {
      const { view } = one(id);
      return add({ ...structuredClone(view), id: crypto.randomUUID(), template });
    },
    accept: async ({ incoming: which, name, from }) => {
      const doc = incoming.taken(which);
      const form = await fixture<Form>(`form-${doc.template}`);
      return add(acceptedOf(structuredClone(empty), form, doc, { name, from, by: start.settings.officer }));
    },
    form: (args) => fixture<Form>(`form-${args.template}`),
    open: async (args) => structuredClone(one(args.id).view),
    edit: async ({ id, against, change }) => {
      const k = one(id);
      if (against !== k.view.state.revision) throw refusal("stale", "The assessment changed elsewhere.");
      const form = await fixture<Form>(`form-${k.view.template}`);
      edited(k, form, applied(k.view.answers, change), change, start.settings.officer);
      touch(k);
      return structuredClone(k.view.state);
    },
    undo: async ({ id }) => step(one(id), "undo", start.settings.officer),
    redo: async ({ id }) => step(one(id), "redo", start.settings.officer),
    paper: async ({ id }) => ({ ...(await fixture<Paper>("paper")), revision: one(id).view.state.revision }),
    page: ({ page }) => loaded(`page-${page}.svg`).then((r) => r.text()),
    life: async ({ id, step: taken }) => {
      const k = one(id);
      life(k, taken, start.settings.officer);
      touch(k);
      return structuredClone(k.view);
    },
    attach: async ({ id }) => structuredClone(one(id).view),
    print_file: async ({ id, against, at, index, job }, progress) => {
      await slowly(job, cancelled, progress);
      const k = one(id);
      if (against !== k.view.state.revision) throw refusal("stale", "The assessment changed elsewhere.");
      const change = withPrinted(k.view.answers, at, index);
      const form = await fixture<Form>(`form-${k.view.template}`);
      edited(k, form, applied(k.view.answers, change), change, start.settings.officer);
      return structuredClone(k.view);
    },
    print: async ({ job }, progress) => {
      await slowly(job, cancelled, progress);
      return { path: "assessment.pdf", size: 812_345, pages: 24 };
    },
    check_colour: async ({ colour }) => checked(colour),
    choose_logo: async () => (start.settings = { ...start.settings, logo: madeUp(start.settings) }),
    logo: async () => (start.settings.logo ? LOGO : ""),
    restore_backup: async () => false,
    save_file: async (args) => ({ path: args.file_name, size: 1024, pages: null }),
    choose_folder: async () => null,
    export: async ({ what, job }, progress) => {
      await slowly(job, cancelled, progress);
      return { path: `Documents/assessment.${what}`, size: 812_345, pages: what === "pdf" ? 24 : null };
    },
    cancel: async ({ job }) => {
      cancelled.add(job);
      return null;
    },
    archive: async ({ id, archived }) => (list = list.map((s): Summary => (s.id === id ? { ...s, archived } : s))),
    history: async ({ id }) => structuredClone(one(id).items),
    compare: async ({ id, older, newer }) => {
      const k = one(id);
      const version = (number: string | null): View => {
        const found = number === null ? k.view : k.past.get(number);
        if (!found) throw refusal("other", `There is no version ${number}.`);
        return found;
      };
      return compared(await fixture<Form>(`form-${k.view.template}`), version(older), version(newer), k.items);
    },
    restore_answer: async ({ id, version, field }) => {
      const k = one(id);
      const form = await fixture<Form>(`form-${k.view.template}`);
      const change = { do: "set_answer" as const, at: { field, row: null, column: null }, answer: k.past.get(version)?.answers[field] ?? null };
      edited(k, form, applied(k.view.answers, change), change, start.settings.officer);
      return structuredClone(k.view);
    },
    search: async ({ words }) => {
      const form = await fixture<Form>(`form-${example.template}`);
      return searched(list.map((s) => ({ summary: s, form, answers: (all.get(s.id)?.view ?? (s.id === example.id || told(s.id) ? example : empty)).answers })), words);
    },
    duplicate: async ({ id }) => {
      const view = structuredClone(one(id).view);
      return add({ ...view, id: crypto.randomUUID(), seal: null, versions: [], state: { ...view.state, status: "draft", version: "0.1" } });
    },
    keep_settings: async ({ settings }) => (start.settings = accepted(settings)),
    title: async () => null,
    close: async () => null,
    backup: async ({ job }, progress) => {
      await slowly(job, cancelled, progress);
      return (start.backup = { at: new Date().toISOString(), path: "Documents/DPIA backup.zip" });
    },
  };
}

async function slowly(job: string, cancelled: Set<string>, progress: (s: Step) => void, of = 24): Promise<void> {
  for (let done = 1; done <= of; done += 1) {
    await pause(80);
    if (cancelled.has(job)) throw refusal("cancelled", "Cancelled.");
    progress({ done, of });
  }
}

const refusal = problem satisfies (code: Problem["code"], message: string) => Problem;

const fetched = new Map<string, Promise<unknown>>();

async function fixture<T>(name: string): Promise<T> {
  const found = fetched.get(name) ?? loaded(`${name}.json`).then((r) => r.json() as Promise<unknown>);
  fetched.set(name, found);
  return structuredClone((await found) as T);
}

async function loaded(file: string): Promise<Response> {
  const response = await fetch(file);
  if (!response.ok) throw refusal("other", `There is no ${file}. Run “cargo run -p tasks -- fixtures” first.`);
  return response;
}

function pause(ms = 15): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
