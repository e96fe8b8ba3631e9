import { expect, test } from "vitest";

import type { Summary } from "../bindings";
import { has, sorted } from "./register.svelte";

function line(name: string, more: Partial<Summary> = {}): Summary {
  return {
    id: name, name, organisation: "Calderwick", template: "t", status: "draft", version: "0.1", changed: "2026-06-16", archived: false,
    answered: 0, asked: 1, risk: null, residual: null, owner: "Priya Nair", review: "", received: "", ...more,
  };
}
const names = (lines: Summary[]) => lines.map((l) => l.name);

test("every word typed must be somewhere in the name, the organisation or the owner", () => {
  expect(has(line("School Transport"), "trans calder")).toBe(true);
  expect(has(line("School Transport"), "trans bins")).toBe(false);
  expect(has(line("School Transport"), " ")).toBe(true);
});

test("risks are sorted by level, then by what remains of them", () => {
  const lines = [line("none"), line("low", { risk: [1, "Low"] }), line("high", { risk: [3, "High"], residual: [1, "Low"] }), line("worse", { risk: [3, "High"], residual: [2, "Medium"] })];
  expect(names(sorted(lines, { column: "risk", ascending: false }))).toEqual(["worse", "high", "low", "none"]);
});

test("days of review come before free words", () => {
  const lines = [line("a", { review: "When the supplier changes" }), line("b", { review: "2027-01-01" }), line("c", { review: "2026-01-01" })];
  expect(names(sorted(lines, { column: "review", ascending: true }))).toEqual(["c", "b", "a"]);
});
