import { beforeEach, expect, test, vi } from "vitest";

import { Drafts } from "./drafts.svelte";

const kept = new Map<string, string>();

beforeEach(() => {
  kept.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
});

test("a comment that was not added is there when the assessment is opened again", () => {
  new Drafts("a").write("3.1", "Who is the agency?");
  expect(new Drafts("a").of("3.1")).toBe("Who is the agency?");
  expect(new Drafts("a").questions).toEqual(["3.1"]);
  expect(new Drafts("b").of("3.1")).toBe("");
});

test("nothing is left of a comment that was added or emptied", () => {
  const drafts = new Drafts("a");
  drafts.write("3.1", "Who?");
  drafts.write("3.2", "Why?");
  drafts.write("3.1", " ");
  expect(new Drafts("a").questions).toEqual(["3.2"]);
  drafts.write("3.2", "");
  expect(kept.size).toBe(0);
});

test("what cannot be read or kept is no reason to fail", () => {
  kept.set("dpia.drafts.a", '{"3.1":7,"3.2":"Why?"}');
  expect(new Drafts("a").questions).toEqual(["3.2"]);
  kept.set("dpia.drafts.a", "{");
  expect(new Drafts("a").questions).toEqual([]);
  vi.stubGlobal("localStorage", { getItem: () => { throw new Error(); }, setItem: () => { throw new Error(); }, removeItem: () => { throw new Error(); } });
  const drafts = new Drafts("a");
  drafts.write("3.1", "Who?");
  expect(drafts.of("3.1")).toBe("Who?");
});
