import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { Commands, Found } from "../bindings";
import type { Host } from "../host/host";
import { Search } from "./register-search.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A host that answers each search when it is told to. */
function slow() {
  const asked: { words: string; answer: (found: Found) => void; refuse: (why: Error) => void }[] = [];
  const host: Host = {
    call: <K extends keyof Commands>(_: K, args: Commands[K]["args"]) =>
      new Promise<Commands[K]["result"]>((done, refuse) => {
        const words = args && "words" in args ? args.words : "";
        asked.push({ words, answer: (found) => done(found as Commands[K]["result"]), refuse });
      }),
    on: () => () => undefined,
  };
  return { host, asked };
}

const found = (id: string): Found => ({ places: 1, assessments: 1, hits: [{ id, places: 1, first: { field: "", name: "", pieces: [id] } }], suggestion: null });
const settle = () => vi.advanceTimersByTimeAsync(0);

test("letters typed quickly are searched for once", async () => {
  const { host, asked } = slow();
  const search = new Search(host);
  for (const words of ["c", "co", "con "]) search.ask(words);
  await vi.advanceTimersByTimeAsync(79);
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked.map((a) => a.words)).toEqual(["con"]);
});

test("the answer to the last words counts, whenever it comes", async () => {
  const { host, asked } = slow();
  const search = new Search(host);
  search.ask("con");
  await vi.advanceTimersByTimeAsync(80);
  search.ask("contract");
  await vi.advanceTimersByTimeAsync(80);
  asked[1]?.answer(found("second"));
  await settle();
  asked[0]?.answer(found("first"));
  await settle();
  expect([search.words, search.found?.hits[0]?.id]).toEqual(["contract", "second"]);
});

test("nothing is shown for words that were cleared meanwhile", async () => {
  const { host, asked } = slow();
  const search = new Search(host);
  search.ask("con");
  await vi.advanceTimersByTimeAsync(80);
  search.ask(" ");
  asked[0]?.answer(found("late"));
  await settle();
  expect(search.found).toBeNull();
});

test("Enter need not wait for the pause, and waits for the answer", async () => {
  const { host, asked } = slow();
  const search = new Search(host);
  search.ask("con");
  const done = search.now();
  expect(asked).toHaveLength(1);
  asked[0]?.answer(found("one"));
  await done;
  expect(search.hits.get("one")?.places).toBe(1);
  await search.now();
  expect(asked).toHaveLength(1);
});

test("a search that went wrong says so, and the next one is free of it", async () => {
  const { host, asked } = slow();
  const search = new Search(host);
  search.ask("con");
  const wrong = search.now();
  asked[0]?.refuse(new Error("The index is away."));
  await wrong;
  expect(search.problem?.message).toBe("The index is away.");
  search.ask("cont");
  const right = search.now();
  asked[1]?.answer(found("one"));
  await right;
  expect([search.problem, search.found?.places]).toEqual([null, 1]);
});
