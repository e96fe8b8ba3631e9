import type { Bringing, BroughtIn, Commands, Problem, Step } from "../bindings";

/** What the shell tells: only that something changed, never what. */
export interface Events {
  /** The register changed elsewhere. */
  changed: null;
  /** Files were dropped on the window or opened with the program; what became of them. */
  brought: BroughtIn;
  /** Files that were dropped on the window or opened with the program are being read. */
  bringing: Bringing;
  /** Files that were opened with the program could not be taken in. */
  "not-opened": Problem;
  /** An item of the system's menu was chosen; the id of the window's command. */
  menu: string;
  /** A file is held over the window, or no longer. */
  dragging: boolean;
  /** The window is asked to close. */
  "close-requested": null;
}

/** The way from the window to the desk. Rejections are `Problem` objects. */
export interface Host {
  /** Calls a command of the desk; `progress` is told the steps of long work. */
  call<K extends keyof Commands>(
    name: K,
    args: Commands[K]["args"],
    progress?: (step: Step) => void,
  ): Promise<Commands[K]["result"]>;
  /** Listens to the shell; gives what ends the listening. */
  on<E extends keyof Events>(event: E, handler: (payload: Events[E]) => void): () => void;
}

/** Makes a Problem of whatever was thrown. */
export function asProblem(thrown: unknown): Problem {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown) return thrown as Problem;
  return { code: "other", message: thrown instanceof Error ? thrown.message : String(thrown), hints: [] };
}

/** Chooses the desk behind the shell, or fixtures when there is none. */
export async function connect(): Promise<Host> {
  // What is shipped holds no fixtures, and no way to them.
  if (import.meta.env.MODE === "production" || "__TAURI_INTERNALS__" in window) return (await import("./tauri")).tauriHost();
  return (await import("./memory")).memoryHost();
}
