import { describe, expect, test } from "vitest";

import type { Answer, Change, Commands, EditArgs, Edited, Problem, View } from "../bindings";
import type { Host } from "../host/host";
import { EditQueue } from "./queue.svelte";

const text = (value: string): Answer => ({ kind: "text", value });
const set = (field: string, value: string | null): Change => ({
  do: "set_answer",
  at: { field, row: null, column: null },
  answer: value === null ? null : text(value),
});

function edited(revision: number, also: Edited["also"] = {}): Edited {
  return {
    revision, also, comments: [], saved: "2026-06-16T13:02:00Z", name: "", status: "draft", version: "0.1", signs_as: "1.0", progress: { answered: 0, asked: 1 },
    questions: {}, not_asked: {}, findings: [], undo: null, redo: null,
  };
}

function view(revision: number, answers: View["answers"] = {}): View {
  return { id: "a", template: "t", organisation: "", answers, seal: null, versions: [], received: [], origins: {}, state: edited(revision) };
}

/** A desk whose edits are answered by hand, in order. */
function desk(reopened = view(0)) {
  const sent: EditArgs[] = [];
  const replies: { resolve: (e: Edited) => void; reject: (p: Problem) => void }[] = [];
  let opened = 0;
  const host: Host = {
    call<K extends keyof Commands>(name: K, args: Commands[K]["args"]) {
      if (name === "open") {
        opened += 1;
        return Promise.resolve(reopened as Commands[K]["result"]);
      }
      sent.push(args as EditArgs);
      return new Promise<Commands[K]["result"]>((resolve, reject) => replies.push({ resolve: resolve as (e: Edited) => void, reject }));
    },
    on: () => () => undefined,
  };
  const states: number[] = [];
  const queue = new EditQueue(host, "a", view(0), { edited: (e) => states.push(e.revision), reopened: (v) => states.push(v.state.revision) });
  const reply = async (f: (r: (typeof replies)[number]) => void) => {
    const next = replies.shift();
    if (!next) throw new Error("nothing was sent");
    f(next);
    await new Promise((done) => setTimeout(done));
  };
  return { queue, sent, states, reply, opened: () => opened };
}

describe("the edit queue", () => {
  test("shows an answer before the desk has confirmed it", () => {
    const { queue } = desk();
    queue.push(set("f", "a"));
    expect(queue.answers.f).toEqual(text("a"));
    expect(queue.busy).toBe(true);
  });

  test("sends one edit at a time, each against the revision of the one before", async () => {
    const { queue, sent, reply } = desk();
    queue.push(set("f", "a"));
    queue.push(set("g", "b"));
    expect(sent).toHaveLength(1);
    await reply((r) => r.resolve(edited(7)));
    expect(sent.map((e) => e.against)).toEqual([0, 7]);
  });

  test("joins what is typed while an edit is under way, but never changes the one under way", async () => {
    const { queue, sent, reply } = desk();
    for (const word of ["a", "ab", "abc"]) queue.push(set("f", word), "visit 1");
    await reply((r) => r.resolve(edited(1)));
    expect(sent.map((e) => e.change)).toEqual([set("f", "a"), set("f", "abc")]);
  });

  test("keeps visits apart, so that each is undone on its own", async () => {
    const { queue, sent, reply } = desk();
    queue.push(set("f", "a"), "visit 1");
    queue.push(set("f", "ab"), "visit 1");
    queue.push(set("f", "b"), "visit 2");
    await reply((r) => r.resolve(edited(1)));
    await reply((r) => r.resolve(edited(2)));
    expect(sent.map((e) => e.group)).toEqual(["visit 1", "visit 1", "visit 2"]);
  });

  test("keeps what was typed when the disk is full, and sends it again", async () => {
    const { queue, sent, reply } = desk();
    queue.push(set("f", "a"));
    await reply((r) => r.reject({ code: "full", message: "The disk is full.", hints: [] }));
    expect(queue.problem?.code).toBe("full");
    expect(queue.answers.f).toEqual(text("a"));
    expect(await queue.flush()).toBe(false);
    const again = queue.retry();
    await reply((r) => r.resolve(edited(1)));
    expect(await again).toBe(true);
    expect(queue.problem).toBeNull();
    expect(sent).toHaveLength(2);
  });

  test("makes an edit again over an assessment that changed elsewhere", async () => {
    const { queue, sent, states, reply, opened } = desk(view(9, { g: text("theirs") }));
    queue.push(set("f", "mine"));
    await reply((r) => r.reject({ code: "stale", message: "", hints: [] }));
    expect(opened()).toBe(1);
    expect(queue.answers).toEqual({ f: text("mine"), g: text("theirs") });
    expect(sent[1]?.against).toBe(9);
    await reply((r) => r.resolve(edited(10)));
    expect(states).toEqual([9, 10]);
    expect(queue.busy).toBe(false);
  });

  test("says so when the assessment never stops changing elsewhere", async () => {
    const { queue, reply } = desk();
    queue.push(set("f", "a"));
    for (let i = 0; i < 6; i += 1) await reply((r) => r.reject({ code: "stale", message: "changed", hints: [] }));
    expect(queue.problem?.message).toBe("changed");
    expect(queue.answers.f).toEqual(text("a"));
  });

  test("takes over what an edit changed besides, under the edits that still wait", async () => {
    const { queue, reply } = desk();
    queue.push(set("f", "a"));
    queue.push(set("g", "mine"));
    await reply((r) => r.resolve(edited(1, { g: text("proposed"), h: text("h") })));
    expect(queue.answers).toEqual({ f: text("a"), g: text("mine"), h: text("h") });
  });

  test("goes back to what is on the disk when a refused edit is left out", async () => {
    const { queue, reply } = desk();
    queue.push(set("f", "a"));
    queue.push(set("g", "b"));
    await reply((r) => r.reject({ code: "other", message: "no", hints: [] }));
    const left = queue.leaveOut();
    await reply((r) => r.resolve(edited(1)));
    await left;
    expect(queue.answers).toEqual({ g: text("b") });
  });

  test("tries again by itself when the officer goes on typing", async () => {
    const { queue, sent, reply } = desk();
    queue.push(set("f", "a"), "v");
    await reply((r) => r.reject({ code: "full", message: "", hints: [] }));
    queue.push(set("f", "ab"), "v");
    expect(sent[1]?.change).toEqual(set("f", "ab"));
    await reply((r) => r.resolve(edited(1)));
    expect(queue.problem).toBeNull();
  });
});
