import { expect, test } from "vitest";

import { near } from "./places";

test("the words found stand near the beginning, after whole words", () => {
  expect(near(["… is shown only inside Lantern on the council’s ", "handset", ", with"])).toEqual(["… on the council’s ", "handset", ", with"]);
  expect(near(["A ", "handset"])).toEqual(["A ", "handset"]);
  expect(near(["", "Handset", " lost"])).toEqual(["", "Handset", " lost"]);
  expect(near(["averyverylongwordwithoutends", "handset"])).toEqual(["… ongwordwithoutends", "handset"]);
});
