import type { OpenAssessment } from "../../state/assessment.svelte";
import { finderIn } from "../../state/finder.svelte";
import type { Command } from "../../state/keys";
import { live } from "../../state/live.svelte";
import { say } from "../../words/words";
import { select } from "./marks";

/** The commands that find words in an assessment. */
export function ofFinding(open: OpenAssessment): Command[] {
  return [
    { id: "key.find", keys: "Ctrl F", run: () => showFind(open, "find"), found: true },
    { id: "key.replace", keys: "Ctrl H", run: () => showFind(open, "replace"), found: true },
    { id: "key.find.next", keys: "F3", run: () => stepTo(open, 1) },
    { id: "key.find.previous", keys: "Shift F3", run: () => stepTo(open, -1) },
  ];
}

/** Opens the bar that finds words, and puts the focus into it. */
export function showFind(open: OpenAssessment, how: "find" | "replace"): void {
  if (open.room !== "form") open.room = "form";
  const active = document.activeElement;
  const inArea = active instanceof HTMLTextAreaElement ? active.value.slice(active.selectionStart, active.selectionEnd) : "";
  const words = (inArea || (active?.id === "find-words" ? "" : (getSelection()?.toString() ?? ""))).trim();
  finderIn(open).show(how, words.length <= 80 && !words.includes("\n") ? words : "");
  requestAnimationFrame(() => {
    const box = document.getElementById("find-words");
    if (!(box instanceof HTMLInputElement)) return;
    box.focus();
    box.select();
  });
}

/** Goes to the next or the previous place and puts the focus into its field. */
export function stepTo(open: OpenAssessment, by: 1 | -1): void {
  const finder = finderIn(open);
  if (!finder.shown) {
    if (finder.words === "") return showFind(open, "find");
    finder.shown = "find";
  }
  const spot = finder.step(by);
  if (!spot || !finder.pattern) return live.say(say("find.count.none"));
  const { pattern } = finder;
  open.goto(spot.question, spot.at);
  // A prose that takes the focus is drawn anew.
  requestAnimationFrame(() => requestAnimationFrame(() => select(spot, pattern)));
  live.say(`${say("find.count", { at: finder.at + 1, n: finder.spots.length })}, ${say("find.at", { place: open.title(spot.question) })}`);
}
