import { expect, test } from "vitest";

import { drawn, scrolledTo } from "./window";

test("of ten thousand rows only those in view and some beyond are drawn", () => {
  expect(drawn(10_000, 47, 0, 470)).toEqual({ from: 0, to: 18 });
  expect(drawn(10_000, 47, 47_000, 470)).toEqual({ from: 992, to: 1018 });
  expect(drawn(10_000, 47, 469_530, 470)).toEqual({ from: 9982, to: 10_000 });
});

test("a list that has become shorter than it was scrolled is still drawn", () => {
  expect(drawn(3, 47, 9000, 470)).toEqual({ from: 2, to: 3 });
  expect(drawn(0, 47, 0, 470)).toEqual({ from: 0, to: 0 });
});

test("a row is brought into view by no more than is needed", () => {
  expect(scrolledTo(5, 47, 0, 470)).toBe(0);
  expect(scrolledTo(10, 47, 0, 470)).toBe(47);
  expect(scrolledTo(2, 47, 470, 470)).toBe(94);
});
