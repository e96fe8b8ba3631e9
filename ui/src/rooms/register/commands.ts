import type { App } from "../../state/app.svelte";
import type { Command } from "../../state/keys";

/** The commands of the register, while it is in view. */
export function ofRegister(app: App): Command[] {
  const { register } = app;
  const selected = () => register.found.find((s) => s.id === register.selected) ?? register.found[0];
  const search = () => {
    const box = document.getElementById("search");
    if (box instanceof HTMLInputElement) box.select();
    box?.focus();
  };
  return [
    { id: "register.search", keys: "Ctrl F", run: search, found: true },
    { id: "key.find.next", keys: "F3", run: () => void register.step(1, true) },
    { id: "key.find.previous", keys: "Shift F3", run: () => void register.step(-1, true) },
    { id: "key.duplicate", keys: "Ctrl D", found: true, run: () => {
      const line = selected();
      if (line) void app.duplicate(line);
    } },
  ];
}
