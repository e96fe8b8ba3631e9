import { expect, test } from "vitest";

import { enGB, type Message } from "./en-GB";
import { byWhom, daysUntil, digest, say, shortDay, size, who } from "./words";

test("counts agree in number", () => {
  expect(say("foot.warnings", { n: 1 })).toBe("1 warning");
  expect(say("foot.warnings", { n: 1200 })).toBe("1,200 warnings");
  expect(say("palette.results", { n: 0 })).toBe("No results");
});

test("days in lists leave out this year", () => {
  const now = new Date(2026, 5, 16, 15);
  expect(shortDay("2026-06-11", now)).toBe("11 June");
  expect(shortDay("2025-03-02", now)).toBe("2 March 2025");
  expect(shortDay("2026-06-16", now)).toBe("Today");
  expect(shortDay("in the spring", now)).toBe("in the spring");
});

test("days are counted from midnight to midnight", () => {
  expect(daysUntil("2026-06-02", new Date(2026, 5, 16, 23, 59))).toBe(-14);
  expect(daysUntil("soon")).toBeNull();
});

test("sizes are in KB and MB, digests in groups", () => {
  expect(size(214_000)).toBe("214 KB");
  expect(size(1_550_000)).toBe("1.6 MB");
  expect(digest("38eae7d7b27c8449")).toBe("38eae7d7 b27c8449");
});

test("who did something is said without a bare comma where no name is known", () => {
  expect(byWhom("Priya Nair", "4 June 2026")).toBe("Priya Nair, 4 June 2026");
  expect(byWhom(" ", "4 June 2026")).toBe("4 June 2026");
  expect(who("")).toBe("No name given");
});

test("what is quoted stands in one kind of quotation marks", () => {
  const all = Object.values(enGB as Record<string, Message>).flatMap((m) => (typeof m === "string" ? [m] : Object.values(m)));
  expect(all.filter((words) => /["‘]|(?<!\p{L})'|'(?!\p{L})|\.\.\./u.test(words))).toEqual([]);
});
