import type { App } from "../../state/app.svelte";
import type { Command } from "../../state/keys";
import { live } from "../../state/live.svelte";
import { say } from "../../words/words";

/** The commands of the room where a partner's document is taken in. */
export function ofIncoming(app: App): Command[] {
  const { arrivals } = app;
  const doc = arrivals.open;
  const back: Command = { id: "incoming.register", keys: "Ctrl Shift A", run: () => void (doc ? arrivals.leave() : (arrivals.listed = false)), found: true };
  if (!doc) return [back];
  const next = (step: 1 | -1) => () => void (doc.next(step) || live.say(say("incoming.check.none")));
  const ask = (what: "elsewhere" | "comment") => () => void (doc.current && doc.ask(doc.current.piece, what));
  // Where words are typed, the line itself takes back what was typed.
  const typing = document.activeElement?.matches("input, textarea") ?? false;
  return [
    back,
    { id: "incoming.next", keys: "F8", run: next(1), found: true },
    { id: "incoming.previous", keys: "Shift F8", run: next(-1) },
    { id: "key.undo", keys: typing ? undefined : "Ctrl Z", run: () => void doc.back(), found: true },
    { id: "incoming.elsewhere", keys: "Ctrl Enter", run: ask("elsewhere"), found: true },
    { id: "incoming.comment", keys: "Ctrl M", run: ask("comment"), found: true },
    { id: "incoming.accept", run: () => void (doc.accepting = true), found: true },
    { id: "incoming.letgo", run: () => void (doc.leaving = true), found: true },
  ];
}
