import { expect, test } from "vitest";

import shown from "./example.svg?raw";

test("the first page that is shown at first start is the worked example’s, as it is laid out now", () => {
  // The fixtures are made anew by every run of the tests; where there are none there is nothing to compare with.
  const now = Object.values(import.meta.glob<string>("../../../public-fixtures/page-0.svg", { query: "?raw", import: "default", eager: true }));
  for (const page of now) expect(shown === page, "Copy public-fixtures/page-0.svg to src/rooms/register/example.svg").toBe(true);
});
