import { expect, test } from "vitest";

import type { Summary } from "../bindings";
import { counts, due, inList, noFilters, owners, passes, residuals } from "./register-lists";

const now = new Date(2026, 5, 16, 12);
const line = (more: Partial<Summary> = {}): Summary => ({
  id: "a", name: "A", organisation: "Calderwick", template: "t", status: "signed_off", version: "1.0", changed: "2026-06-16", archived: false,
  answered: 1, asked: 1, risk: null, residual: null, owner: "Priya Nair", review: "", received: "", ...more,
});

test("a review is overdue, soon, later or not set", () => {
  expect(due(line({ review: "2026-06-15" }), now)).toBe("overdue");
  expect(due(line({ review: "2026-06-16" }), now)).toBe("overdue");
  expect(due(line({ review: "2026-09-14" }), now)).toBe("soon");
  expect(due(line({ review: "2026-09-15" }), now)).toBeNull();
  expect(due(line({ review: "when the supplier changes" }), now)).toBeNull();
  expect(due(line(), now)).toBe("none");
});

test("what is not signed off, or no longer in force, has no review due", () => {
  expect(due(line({ status: "draft", review: "2020-01-01" }), now)).toBe("none");
  expect(due(line({ status: "superseded", review: "2020-01-01" }), now)).toBe("none");
});

test("what is put away stands in the archive alone", () => {
  const away = line({ archived: true, status: "in_review" });
  expect((["all", "mine", "waiting", "overdue", "soon", "archive"] as const).filter((l) => inList(away, l, "Priya Nair", now))).toEqual(["archive"]);
});

test("lists count what stands in them", () => {
  const all = [line({ review: "2026-06-01" }), line({ status: "in_review", owner: "priya nair " }), line({ owner: "", review: "2026-07-01" }), line({ archived: true })];
  expect(counts(all, "Priya Nair", now)).toEqual({ all: 3, mine: 2, waiting: 1, overdue: 1, soon: 1, archive: 1 });
  expect(counts(all, "", now).mine).toBe(0);
});

test("filters leave in what passes all of them", () => {
  const s = line({ residual: [2, "Medium"], review: "2026-07-01" });
  expect(passes(s, noFilters, now)).toBe(true);
  expect(passes(s, { ...noFilters, residual: "Medium", owner: "Priya Nair", review: "soon", status: "signed_off" }, now)).toBe(true);
  expect(passes(s, { ...noFilters, residual: "" }, now)).toBe(false);
  expect(passes(line(), { ...noFilters, residual: "" }, now)).toBe(true);
});

test("what can be chosen is what is there", () => {
  const all = [line({ residual: [1, "Low"], owner: "Joan" }), line({ residual: [3, "High"] }), line({ owner: " " })];
  expect(residuals(all)).toEqual(["High", "Low", ""]);
  expect(owners(all)).toEqual(["Joan", "Priya Nair"]);
});
