import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { Finding, Severity } from "../bindings";
import { Findings, gravest } from "./findings.svelte";

function finding(key: string, field: string, severity: Severity = "warning", kept: string | null = null): Finding {
  return { key, severity, required: key.startsWith("required@"), at: { field, row: null, column: null }, question: field, message: "", source: "", kept };
}
const keys = (f: Findings) => f.shown.map((x) => x.key);

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("a new finding on the field being edited waits until the officer has left it", () => {
  const said: string[] = [];
  const findings = new Findings([], (question, n) => said.push(`${n} on ${question}`));
  findings.editing("f");
  findings.take([finding("new", "f"), finding("elsewhere", "g")]);
  expect(keys(findings)).toEqual(["elsewhere"]);
  findings.editing(null);
  vi.advanceTimersByTime(399);
  expect(keys(findings)).toEqual(["elsewhere"]);
  vi.advanceTimersByTime(1);
  expect(keys(findings)).toEqual(["new", "elsewhere"]);
  expect(said).toEqual(["1 on f"]);
});

test("a finding that is settled goes at once", () => {
  const findings = new Findings([finding("old", "f")]);
  findings.editing("f");
  findings.take([]);
  expect(keys(findings)).toEqual([]);
});

test("a finding that was shown before stays while its field is edited", () => {
  const findings = new Findings([finding("old", "f")]);
  findings.editing("f");
  findings.take([finding("old", "f")]);
  expect(keys(findings)).toEqual(["old"]);
});

test("what is not answered counts as one thing that stops sign-off", () => {
  const findings = new Findings([finding("required@a", "a", "stops"), finding("required@b", "b", "stops"), finding("x@c", "c", "stops")]);
  expect(findings.stopping).toBe(2);
  expect(findings.byField.has("a")).toBe(false);
});

test("a finding that is kept with a reason is not the gravest", () => {
  expect(gravest([finding("a", "f", "warning", "known"), finding("b", "f", "note")])).toBe("note");
});
