import { expect, test } from "vitest";

import type { BroughtIn, Commands, Form, Incoming, IncomingPiece, SendArgs } from "../bindings";
import type { Host } from "../host/host";
import { Arrivals } from "./arrivals.svelte";
import { OpenIncoming } from "./incoming.svelte";

const form: Form = { id: "t", name: "T", title: "T", sections: [], conditions: [], roles: { name: "n", risks: null, versions: null, partners: null, approvals: [] } };
const waits = (n: number, under: string): IncomingPiece => ({
  piece: n, text: `w${n}`, kind: "plain", strong: false, under, from: "", page: null, area: null, cell: null, margin: false, goes_on: false, words: 1, went: { to: "unplaced", near: null },
});
const document = (incoming: string): Incoming => ({
  incoming, file_name: `${incoming}.docx`, sha256: "0", size: 1, source: "word", pages: 0, family: "F", template: "t", name: "N", words: { source: 3, placed: 0, recognised: 0, unplaced: 3 },
  pieces: [waits(0, "A"), waits(1, "B"), waits(2, "A")], notes: [], files: [], can_step_back: false,
});
const words = { source: 3, placed: 0, recognised: 0, unplaced: 3 };
const files = (...names: string[]): BroughtIn => ({ files: names.map((n) => ({ file_name: n, outcome: { is: "incoming", incoming: n, name: "N", family: "F", words } })) });

/** A desk that sends every piece where it is told, and refuses fields. */
function desk() {
  const calls: string[] = [];
  const host: Host = {
    async call<K extends keyof Commands>(name: K, args: Commands[K]["args"]) {
      calls.push(name);
      const answer = async (): Promise<unknown> => {
        if (name === "incoming") return document((args as { incoming: string }).incoming);
        if (name === "form") return form;
        if (name === "accept") return "a-1";
        const { to, piece, alike } = args as SendArgs;
        if (name !== "send_piece") return null;
        if (to.to === "field") throw { code: "other", message: "No.", hints: [] };
        const doc = document("x");
        const under = doc.pieces[piece]?.under;
        return { ...doc, can_step_back: true, pieces: doc.pieces.map((p) => (p.piece === piece || (alike && p.under === under) ? { ...p, went: to } : p)) };
      };
      return (await answer()) as Commands[K]["result"];
    },
    on: () => () => undefined,
  };
  return { host, calls };
}

test("after one document is accepted the next that waits is in hand, then the list", async () => {
  const arrivals = new Arrivals(desk().host);
  arrivals.take(files("one", "two"));
  await arrivals.show(arrivals.all[0] as never);
  expect(await arrivals.accept("Minibuses", "Marlshire")).toBe("a-1");
  expect(await arrivals.goOn()).toBe(true);
  expect(arrivals.open?.id).toBe("two");
  expect(arrivals.all[0]?.accepted).toEqual({ id: "a-1", name: "Minibuses" });
  await arrivals.letGo();
  expect(await arrivals.goOn()).toBe(true);
  expect([arrivals.open, arrivals.listed]).toEqual([null, true]);
});

test("after a document the one that waited before is not put in hand unasked", async () => {
  const arrivals = new Arrivals(desk().host);
  arrivals.take(files("old"), true);
  arrivals.take(files("new"));
  expect(arrivals.waiting.map((a) => a.file_name)).toEqual(["old", "new"]);
  await arrivals.show(arrivals.all[1] as never);
  await arrivals.accept("Minibuses", "Marlshire");
  expect(await arrivals.goOn()).toBe(false);
  expect(arrivals.waiting.map((a) => a.file_name)).toEqual(["old"]);
});

test("of a single document nothing is left to show", async () => {
  const arrivals = new Arrivals(desk().host);
  arrivals.take(files("one"));
  await arrivals.show(arrivals.all[0] as never);
  await arrivals.letGo();
  expect(await arrivals.goOn()).toBe(false);
});

test("what waits is kept when more comes, what is done with is not", () => {
  const arrivals = new Arrivals(desk().host);
  arrivals.take(files("one"));
  arrivals.take({ files: [{ file_name: "bad", outcome: { is: "problem", message: "Damaged." } }] });
  arrivals.take(files("two"));
  expect(arrivals.all.map((a) => a.file_name)).toEqual(["one", "two"]);
});

test("when a piece of the pile is sent the next one of the pile comes into hand", async () => {
  const doc = new OpenIncoming(desk().host, form, document("x"));
  expect(doc.pile.map((g) => g.pieces.map((p) => p.piece))).toEqual([[0, 2], [1]]);
  await doc.send(0, { to: "aside" });
  expect(doc.current?.piece).toBe(2);
  expect(doc.waiting.length).toBe(2);
});

test("all like one go with it, and a refusal stays beside the piece", async () => {
  const doc = new OpenIncoming(desk().host, form, document("x"));
  await doc.send(0, { to: "aside" }, true);
  expect(doc.waiting.map((p) => p.piece)).toEqual([1]);
  expect(await doc.send(1, { to: "field", field: "f", row: null, column: null })).toBe(false);
  expect(doc.refused).toMatchObject({ piece: 1, problem: { message: "No." } });
});
