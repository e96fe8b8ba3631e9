import { expect, test } from "vitest";

import type { Piece } from "../../bindings";
import { choose, versionIds } from "../../state/history.svelte";
import { isLong, pieces, same, shortened, sideOf, smoothed } from "./pieces";

const shown = (all: Piece[]) => all.map((p) => (p.side === "both" ? p.text : p.side === "older" ? `[-${p.text}-]` : `[+${p.text}+]`)).join("");
const text = (all: Piece[]) => all.map((p) => p.text).join("");

test("words added and removed are told apart", () => {
  expect(shown(pieces("seven years.", "six years."))).toBe("[-seven-][+six+] years.");
  expect(shown(pieces("", "new"))).toBe("[+new+]");
  expect(shown(pieces("same", "same"))).toBe("same");
  expect(shown(pieces("a b", "a, b"))).toBe("a[+,+] b");
});

test("each side reads as it was", () => {
  const [older, newer] = ["It tells the driver who is carried.\nAnd when.", "It tells the operator’s crew who is to be carried.\nAnd where."];
  for (const all of [pieces(older, newer), smoothed(pieces(older, newer))]) {
    expect(text(sideOf(all, "older"))).toBe(older);
    expect(text(sideOf(all, "newer"))).toBe(newer);
  }
});

test("neither side loses a space when changes are joined", () => {
  const some: Piece[] = [{ side: "both", text: " " }, { side: "newer", text: " new" }, { side: "both", text: "both" }, { side: "older", text: "old" }, { side: "newer", text: "new" }];
  let all: Piece[][] = [[]];
  for (let n = 0; n < 5; n += 1) {
    all = all.flatMap((before) => some.filter((p) => p.side !== before.at(-1)?.side).map((p) => [...before, p]));
    for (const one of all) for (const side of ["older", "newer"] as const) expect(text(sideOf(smoothed(one), side))).toBe(text(sideOf(one, side)));
  }
});

test("changed words with a space between them are one change", () => {
  expect(shown(smoothed(pieces("to the old bus", "to two new buses")))).toBe("to [-the old bus-][+two new buses+]");
  const added: Piece[] = [{ side: "newer", text: " all of" }, { side: "both", text: " " }, { side: "newer", text: "it" }];
  expect(shown(smoothed(added))).toBe(" [+all of it+]");
  expect(same(pieces("a", "a"))).toBe(true);
  expect(same(pieces("a", "b"))).toBe(false);
});

test("two versions are chosen in their order", () => {
  const versions = [{ version: "1.0", status: "superseded" as const, seal: null }, { version: "1.1", status: "superseded" as const, seal: null }];
  expect(versionIds(versions)).toEqual([null, "1.1", "1.0"]);
  const first = { newer: 0, older: 1 };
  expect(choose(first, "older", 2, 3)).toEqual({ newer: 0, older: 2 });
  expect(choose(first, "newer", 1, 3)).toEqual({ newer: 1, older: 2 });
  expect(choose(first, "newer", 2, 3)).toEqual({ newer: 1, older: 2 });
  expect(choose({ newer: 1, older: 2 }, "older", 1, 3)).toEqual({ newer: 0, older: 1 });
  expect(choose(first, "older", 0, 3)).toEqual({ newer: 0, older: 1 });
  expect(choose(first, "newer", 0, 1)).toEqual(first);
});

test("long stretches that did not change are left out", () => {
  const long = "The council leads the programme. ".repeat(20).trim();
  const all = pieces(`${long} seven years. ${long}`, `${long} six years. ${long}`);
  expect(isLong(all)).toBe(true);
  const short = text(shortened(all));
  expect(short.length).toBeLessThan(400);
  expect(short.startsWith("… ")).toBe(true);
  expect(short).toContain("sevensix years.");
  expect(isLong(pieces("a", "b"))).toBe(false);
});
