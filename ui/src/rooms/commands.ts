import { tick } from "svelte";

import type { App } from "../state/app.svelte";
import type { Room } from "../state/assessment.svelte";
import type { Command } from "../state/keys";
import { live } from "../state/live.svelte";
import type { RightTab } from "../state/remembered.svelte";
import { say, time } from "../words/words";
import { ofFinding } from "./find/commands";
import { ofIncoming } from "./incoming/commands";
import { nextPane } from "./panes";
import { ofRegister } from "./register/commands";

/** The commands that can be given now, with their keys. */
export function commands(app: App): Command[] {
  const over = (what: App["over"]) => () => void (app.over = app.over === what ? null : what);
  const everywhere: Command[] = [
    { id: "key.palette", keys: "Alt Q", run: over("palette") },
    { id: "key.goto", keys: "Ctrl G", run: over("palette") },
    { id: "key.find.all", keys: "Ctrl Shift F", run: () => app.findAll(), found: true },
    { id: "key.keys", keys: "F1", run: over("keys"), found: true },
    { id: "key.new", keys: "Ctrl N", run: over("new"), found: true },
    { id: "key.file", keys: "Ctrl O", run: () => void app.bringIn(), found: true },
    { id: "key.settings", run: over("settings"), found: true },
    { id: "key.backup", run: () => void app.backUp(), found: true },
    { id: "key.pane", keys: "F6", run: () => nextPane(1) },
    { id: "key.pane.back", keys: "Shift F6", run: () => nextPane(-1) },
  ];
  if (app.arrivals.shown) return [...everywhere, ...ofIncoming(app)];
  return app.open ? [...everywhere, ...ofFinding(app.open), ...ofAssessment(app)] : [...everywhere, ...ofRegister(app)];
}

function ofAssessment(app: App): Command[] {
  const open = app.open;
  if (!open) return [];
  const tab = (id: RightTab) => () => showTab(app, id);
  const room = (id: Room) => () => void (open.room = id);
  const differenceOr = (step: 1 | -1) => void (open.history.step(step) || live.say(say("history.no.next")));
  const differing = () => open.room === "history" && open.history.shows === "versions";
  const openOr = (step: 1 | -1) => void (open.nextOpen(step) || live.say(say("open.none")));
  const findingOr = (step: 1 | -1) => void (open.nextFinding(step) || live.say(say("findings.none.next")));
  const hide = (pane: "steps" | "right") => () => togglePane(app, pane);
  return [
    { id: "key.open.next", keys: "F7", run: () => openOr(1), found: true },
    { id: "key.open.previous", keys: "Shift F7", run: () => openOr(-1) },
    { id: "key.finding.next", keys: "F8", run: () => (differing() ? differenceOr(1) : findingOr(1)), found: true },
    { id: "key.finding.previous", keys: "Shift F8", run: () => (differing() ? differenceOr(-1) : findingOr(-1)) },
    { id: "key.question.next", keys: "Alt ↓", run: () => (differing() ? differenceOr(1) : open.nextQuestion(1)) },
    { id: "key.question.previous", keys: "Alt ↑", run: () => (differing() ? differenceOr(-1) : open.nextQuestion(-1)) },
    { id: "key.undo", keys: "Ctrl Z", run: () => void open.undo(), found: true },
    { id: "key.redo", keys: "Ctrl Y", run: () => void open.redo(), found: true },
    { id: "key.redo", keys: "Ctrl Shift Z", run: () => void open.redo() },
    { id: "key.paper", keys: "Ctrl 1", run: tab("paper"), found: true },
    { id: "key.findings", keys: "Ctrl 2", run: tab("findings"), found: true },
    { id: "key.guidance", keys: "Ctrl 3", run: tab("guidance"), found: true },
    { id: "key.comments", keys: "Ctrl 4", run: tab("comments"), found: true },
    { id: "key.history", keys: "Ctrl 5", run: tab("history"), found: true },
    ...(open.form.roles.risks ? [{ id: "key.risks", keys: "Ctrl 6", run: tab("risks"), found: true } as const] : []),
    { id: "key.comment", keys: "Ctrl M", run: () => comment(app), found: true },
    { id: "key.steps", keys: "F9", run: hide("steps"), found: true },
    { id: "key.right", keys: "Shift F9", run: hide("right"), found: true },
    { id: "key.print", keys: "Ctrl P", run: () => void app.job.print(open.id), found: true },
    { id: "key.export", keys: "Ctrl E", run: () => void app.job.export(open.id, "pdf"), found: true },
    { id: "export.csv", run: () => void app.job.export(open.id, "csv"), found: true },
    { id: "export.dpia", run: () => void app.job.export(open.id, "dpia"), found: true },
    { id: "key.saved", keys: "Ctrl S", run: () => void saySaved(app) },
    { id: "key.sign", keys: "Ctrl Shift S", run: () => void (open.room = "sign"), found: true },
    { id: "room.form", run: room("form"), found: true },
    { id: "key.review", run: room("review"), found: true },
    { id: "key.versions", run: room("history"), found: true },
    { id: "key.register", keys: "Ctrl Shift A", run: () => void app.toRegister(), found: true },
  ];
}

/** Shows a tab of the right pane; in the rooms that have none, the form comes first. */
export function showTab(app: App, id: RightTab): void {
  if (app.open?.room === "history") app.open.room = "form";
  app.panes.tab = id;
  app.panes.rightHidden = false;
  app.panes.keep();
  if (app.viewport.mode === "one" || app.viewport.mode === "over") app.over = "right";
}

/** Puts the focus where a comment on the question at hand is written. */
function comment(app: App): void {
  const open = app.open;
  if (!open) return;
  if (open.room === "history" && open.history.comment()) return;
  const [first] = open.places.spots.keys();
  if (open.places.current === null && first !== undefined) open.enter(first);
  showTab(app, "comments");
  // The pane is drawn in this turn, so that what is typed next goes there.
  void tick().then(() => document.getElementById("comment-words")?.focus());
}

/** Hides a pane or shows it again; where there is no room beside the form it opens over it. */
export function togglePane(app: App, pane: "steps" | "right"): void {
  const { mode } = app.viewport;
  const overlaid = mode === "one" || (mode === "over" && pane === "right");
  if (overlaid) app.over = app.over === pane ? null : pane;
  else if (pane === "steps") app.panes.stepsHidden = !app.panes.stepsHidden;
  else app.panes.rightHidden = !app.panes.rightHidden;
  app.panes.keep();
  const hidden = overlaid ? app.over === null : pane === "steps" ? app.panes.stepsHidden : app.panes.rightHidden;
  if (hidden) document.getElementById("form")?.focus();
}

async function saySaved(app: App): Promise<void> {
  const open = app.open;
  if (!open) return;
  if (await open.flush()) live.say(open.state.saved ? say("saved.at", { time: time(open.state.saved) }) : say("saved.not"));
  else live.alert(say("unsaved.why", { why: open.queue.problem?.message ?? "" }));
}
