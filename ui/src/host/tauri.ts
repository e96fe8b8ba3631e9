import { Channel, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";

import type { Commands, Step } from "../bindings";
import { asProblem, type Events, type Host } from "./host";

/** Gives the host that speaks to the shell. */
export function tauriHost(): Host {
  return { call, on };
}

const long: ReadonlySet<keyof Commands> = new Set(["bring_in", "export", "print", "print_file", "backup", "restore_backup"]);

async function call<K extends keyof Commands>(
  name: K,
  args: Commands[K]["args"],
  progress?: (step: Step) => void,
): Promise<Commands[K]["result"]> {
  const payload: Record<string, unknown> = args === null ? {} : { args };
  if (long.has(name)) {
    const channel = new Channel<Step>();
    channel.onmessage = (step) => progress?.(step);
    payload.progress = channel;
  }
  try {
    return await invoke<Commands[K]["result"]>(name, payload);
  } catch (thrown) {
    throw asProblem(thrown);
  }
}

function on<E extends keyof Events>(event: E, handler: (payload: Events[E]) => void): () => void {
  const ending = listen<Events[E]>(event, (e) => handler(e.payload));
  return () => void ending.then((end) => end());
}
