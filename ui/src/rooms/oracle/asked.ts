import { mount, tick, unmount } from "svelte";

import type { Answer, FieldKind, Finding, Form, FormQuestion, Severity, View } from "../../bindings";
import type { Host } from "../../host/host";
import { App } from "../../state/app.svelte";
import { OpenAssessment } from "../../state/assessment.svelte";
import Asked from "./Asked.svelte";

/** A question to draw: the words that the fixture of a component has for its label, hint and error. */
export interface Asking {
  kind: FieldKind;
  label: string;
  hint: string | null;
  error: string | null;
  severity?: Severity;
  answer?: Answer;
}

/** Nothing is asked of the desk here. */
const host: Host = { call: () => new Promise(() => undefined), on: () => () => undefined };

/** Draws a question in the document as the form draws it; gives its element, and what takes it away. */
export async function asked({ kind, label, hint, error, severity = "stops", answer }: Asking) {
  const question: FormQuestion = {
    id: "q", number: null, wording: label, aside: null, guidance: hint === null ? [] : [hint], short: label, category: null, note: null, matrix: null, counts: true,
    fields: [{ id: "f", label: null, kind, required: true, beside: false, group: null, grid_title: null, band: null, column: null, notes: false }],
  };
  const form: Form = {
    id: "oracle", name: "", title: "", conditions: [], roles: { name: "f", risks: null, versions: null, partners: null, approvals: [] },
    sections: [{ id: "s", number: null, title: "", short: "", shape: "open", heads: [], instruction: null, closing: [], questions: [question], glossary: [] }],
  };
  const finding: Finding[] = error === null ? [] : [{ key: "k", severity, required: false, at: { field: "f", row: null, column: null }, question: "q", message: error, source: "", kept: null }];
  const view: View = {
    id: "a", template: "oracle", organisation: "", answers: answer ? { f: answer } : {}, seal: null, versions: [], received: [], origins: {},
    state: { revision: 1, saved: "", name: "", status: "draft", version: "1.0", signs_as: "1.0", progress: { answered: 0, asked: 1 }, questions: {}, not_asked: {}, findings: finding, comments: [], undo: null, redo: null, also: {} },
  };
  const target = document.createElement("main");
  document.body.append(target);
  const drawn = mount(Asked, { target, props: { app: new App(host), open: new OpenAssessment(host, form, view), question, shape: "open" as const } });
  await tick();
  return {
    element: target,
    away: async () => {
      await unmount(drawn);
      target.remove();
    },
  };
}
