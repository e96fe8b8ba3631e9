/** What taking documents in does, told as sentences; each begins in an open assessment. */

const toRegister = async (page) => {
  await page.keyboard.press("Control+Shift+a");
  await page.locator("#list").waitFor();
};
const opened = async (page, one = true) => {
  if (one) {
    await page.goto(`${page.url()}&files=one`);
    await page.locator("#list").waitFor();
  } else await toRegister(page);
  await page.keyboard.press("Control+o");
  await page.locator(one ? "[data-side='pile'] [data-piece]" : "li.line").first().waitFor();
  await settled(page);
};
const settled = (page) => page.waitForTimeout(250);
const focused = (page) => page.evaluate(() => {
  const e = document.activeElement;
  return { side: e?.closest("[data-side]")?.dataset.side ?? null, piece: e?.dataset.piece ?? null, tag: e?.tagName ?? "", id: e?.id ?? "" };
});
const waiting = async (page) => Number((await page.locator("header + div, .words").getByText(/^\d+ to check/).first().textContent())?.match(/\d+/)?.[0] ?? 0);
const inView = (page, side, piece) => page.evaluate(([s, p]) => {
  const e = document.querySelector(`[data-side="${s}"] [data-piece="${p}"]`);
  const [box, room] = [e?.getBoundingClientRect(), e?.closest("[data-scrolls]")?.getBoundingClientRect()];
  return Boolean(box && room && box.bottom > room.top && box.top < room.bottom && e.getAttribute("aria-pressed") === "true");
}, [side, piece]);

/** The room with the first document, for the pictures. */
export const rooms = {
  arrivals: (page) => opened(page, false),
  incoming: (page) => opened(page),
  "incoming-send": async (page) => {
    await opened(page);
    await page.keyboard.press("e");
    await page.keyboard.type("consult");
    await page.locator("#send-to-list").waitFor();
  },
  "incoming-risks": async (page) => {
    await opened(page);
    if (page.viewportSize().width < 900) await page.getByRole("tab", { name: "Our form" }).click();
    await page.locator("[data-side='form'] table [data-piece]").first().click();
    await settled(page);
  },
  "incoming-accept": async (page) => {
    await opened(page);
    await page.getByRole("button", { name: "Accept…" }).click();
  },
  "incoming-letgo": async (page) => {
    await opened(page);
    if (page.viewportSize().width < 900) {
      await page.getByRole("button", { name: "More" }).click();
      await page.getByRole("menuitem", { name: "Let go" }).click();
    } else await page.getByRole("button", { name: "Let go" }).click();
  },
  "incoming-pages": async (page) => {
    await opened(page, false);
    await page.getByRole("button", { name: /^Open hollin/ }).click();
    await page.getByRole("tab", { name: "Pages" }).click();
    await page.locator(".sheet img").first().waitFor();
    await settled(page);
  },
  received: async (page) => {
    await opened(page);
    await page.getByRole("button", { name: "Accept…" }).click();
    await page.getByLabel("Received from").fill("Marlshire County Council");
    await page.keyboard.press("Enter");
    await page.locator("[data-question]").first().waitFor();
    if (page.viewportSize().width < 900) {
      await page.getByRole("button", { name: "Form", exact: true }).click();
      await page.getByRole("menuitemradio", { name: "History" }).click();
    } else await page.getByRole("navigation", { name: "Rooms" }).getByRole("button", { name: "History" }).click();
    await page.getByText(/without a place in the form$/).click();
    await page.getByRole("button", { name: "Copy these words" }).scrollIntoViewIfNeeded();
  },
};

export const incoming = {
  "a document is placed and accepted with the keys alone, and what was received is kept": async (page, expect) => {
    await opened(page);
    const first = await focused(page);
    expect(first.side === "pile" && first.piece !== null, "the first piece to check has the focus");
    const before = await waiting(page);
    // To a question, by its number.
    await page.keyboard.press("e");
    await page.waitForTimeout(100);
    expect((await focused(page)).id === "send-to", "E puts the focus into the line");
    await page.keyboard.type("4.3");
    await page.keyboard.press("Enter");
    await settled(page);
    expect((await page.locator("[aria-live]").first().textContent())?.startsWith("Placed in 4.3."), "it is said where it went");
    const next = await focused(page);
    expect(next.side === "pile" && next.piece !== first.piece, "the next piece of the pile has the focus");
    expect(await page.locator(`[data-drop="question|4.3"] [data-piece="${first.piece}"]`).count() === 1, "it stands under 4.3");
    // To the comments, and aside.
    await page.keyboard.press("c");
    await page.keyboard.type("2.2");
    await page.keyboard.press("Enter");
    await settled(page);
    expect(await page.locator(`[data-drop="question|2.2"] .comment [data-piece="${next.piece}"]`).count() === 1, "the second is a comment on 2.2");
    const third = await focused(page);
    await page.keyboard.press("Delete");
    await settled(page);
    expect(await page.locator(`.aside [data-piece="${third.piece}"]`).count() === 1, "the third is set aside");
    expect((await waiting(page)) === before - 3, "three fewer are to be checked");
    // Tab by Tab to Accept.
    await page.keyboard.press("F6");
    for (let i = 0; i < 12 && !/^Accept…/.test(await page.evaluate(() => document.activeElement?.textContent?.trim() ?? "")); i += 1) await page.keyboard.press("Tab");
    for (let i = 0; i < 12 && !/^Accept…/.test(await page.evaluate(() => document.activeElement?.textContent?.trim() ?? "")); i += 1) await page.keyboard.press("F6").then(() => page.keyboard.press("Tab"));
    await page.getByRole("button", { name: "Accept…" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForTimeout(100);
    await page.keyboard.type("Minibus tracking");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Marlshire County Council");
    await page.keyboard.press("Enter");
    await page.locator("[data-question]").first().waitFor();
    expect((await page.locator("h1").textContent()) === "Minibus tracking", "the assessment is open under its name");
    expect(await page.locator("[data-question='4.3'] .origin").textContent() === "From Marlshire County Council, paragraph 3", "the answer says where it came from");
    await page.locator("[data-question='4.3'] .static, [data-question='4.3'] [data-field]").first().click();
    await page.keyboard.type("x");
    await page.locator("[data-question='4.4'] h3").click();
    await settled(page);
    expect(/amended here$/.test((await page.locator("[data-question='4.3'] .origin").textContent()) ?? ""), "and that it was amended");
    await page.getByRole("navigation", { name: "Rooms" }).getByRole("button", { name: "History" }).click();
    await page.getByRole("heading", { name: "Received" }).waitFor();
    await page.getByText(/without a place in the form$/).click();
    expect(await page.getByText("set aside on purpose").isVisible(), "what was set aside is kept with it");
    await page.getByRole("button", { name: /^Save a copy/ }).click();
    await page.getByText(/is written/).first().waitFor();
  },
  "a piece chosen on either side is in hand on both, and in view": async (page, expect) => {
    await opened(page);
    const risk = page.locator("[data-side='form'] table [data-piece]").first();
    const index = await risk.getAttribute("data-piece");
    await risk.click();
    await settled(page);
    expect(await inView(page, "source", index), "the source shows the risk that was chosen in the form");
    const words = page.locator("[data-side='source'] [data-piece]", { hasText: "A DPIA is needed because the location" });
    const other = await words.getAttribute("data-piece");
    await words.click();
    await settled(page);
    expect(await inView(page, "form", other), "the form shows the words that were chosen in the source");
    await page.keyboard.press("Enter");
    await settled(page);
    const at = await focused(page);
    expect(at.side === "form" && at.piece === other, "Enter goes across");
    await page.keyboard.press("ArrowDown");
    await settled(page);
    const down = await focused(page);
    expect(down.side === "form" && down.piece !== other && (await inView(page, "source", down.piece)), "arrows go from piece to piece, and the other side follows");
  },
  "all like one go together, and Ctrl Z takes it back as one step": async (page, expect) => {
    await opened(page);
    const before = await page.locator("[data-side='pile'] .card").count();
    await page.getByRole("button", { name: /^Place all 4 like this/ }).click();
    await page.keyboard.type("scan");
    await page.keyboard.press("Enter");
    await settled(page);
    expect((await page.locator("[data-side='pile'] .card").count()) === before - 4, "four have left the pile");
    await page.keyboard.press("Control+z");
    await settled(page);
    expect((await page.locator("[data-side='pile'] .card").count()) === before, "and are back");
    expect((await focused(page)).side === "pile", "the focus is on one of them");
  },
  "a place that cannot take the words says so beside the piece": async (page, expect) => {
    await opened(page);
    await page.keyboard.press("e");
    await page.keyboard.type("1.1 new");
    await page.keyboard.press("Enter");
    await settled(page);
    expect(await page.locator(".card.current .refused").getByText("cannot take these words").isVisible(), "it is said in place");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await settled(page);
    expect((await focused(page)).side === "pile", "Escape leads back to the piece");
  },
  "a piece is carried to a question with the pointer, and Escape leaves it": async (page, expect) => {
    await opened(page);
    const card = page.locator("[data-side='pile'] .card").first();
    const index = await card.locator("[data-piece]").getAttribute("data-piece");
    const target = page.locator("[data-drop='question|benefits']");
    const [from, to] = [await card.locator(".from").boundingBox(), await target.boundingBox()];
    const carry = async () => {
      await page.mouse.move(from.x + 30, from.y + 6);
      await page.mouse.down();
      await page.mouse.move(to.x + 60, to.y + 10, { steps: 6 });
    };
    await carry();
    expect(await page.locator(".ghost").isVisible(), "it is seen on its way");
    await page.keyboard.press("Escape");
    await page.mouse.up();
    await settled(page);
    expect(await target.locator(`[data-piece="${index}"]`).count() === 0, "Escape leaves it where it was");
    await carry();
    await page.mouse.up();
    await settled(page);
    expect(await target.locator(`[data-piece="${index}"]`).count() === 1, "it stands under the question");
  },
  "a batch is listed with what became of each file, and goes on from one to the next": async (page, expect) => {
    await toRegister(page);
    await page.keyboard.press("Control+o");
    await page.getByText(/^File \d of 4$/).first().waitFor();
    await page.locator("li.line").first().waitFor();
    expect((await page.locator("li.line").count()) === 4, "four files are listed");
    expect(await page.getByText("Read as: ICO DPIA template").isVisible(), "the form is recognised");
    expect(await page.getByText("password protected").isVisible(), "what cannot be read says what to do");
    expect(await page.getByText("It is in the register as “Sent back by the partner”.").isVisible(), "what is of this program is named");
    await page.keyboard.press("Enter");
    await page.locator("[data-side='source']").waitFor();
    await page.getByRole("button", { name: "Accept…" }).click();
    await page.getByRole("button", { name: "Accept as a draft" }).click();
    await page.getByRole("heading", { level: 1, name: "hollin-fell.pdf" }).waitFor();
    await page.getByRole("button", { name: "Let go" }).click();
    await page.locator("[aria-labelledby='let-go']").getByRole("button", { name: "Let go" }).click();
    await page.getByText("Let go. Nothing of it was kept.").waitFor();
    expect(await page.getByText(/^Accepted\. It is in the register as/).isVisible(), "the list says what was accepted");
    await page.getByRole("button", { name: "Register" }).click();
    await page.locator("#list").waitFor();
    expect((await page.locator("#list [role=row]").count()) === 12, "the register has the two that came in");
    expect((await page.getByText("to be accepted").count()) === 0, "nothing waits");
  },
  "a document that is left waits, and the register says so": async (page, expect) => {
    await opened(page);
    await page.getByRole("button", { name: "Leave import" }).click();
    await page.getByRole("button", { name: "Register" }).click();
    await page.getByText("1 document waits to be accepted.").waitFor();
    expect((await page.locator("#list [role=row]").count()) === 10, "nothing of it is in the register");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await page.getByRole("button", { name: /^Open marlshire/ }).click();
    await page.locator("[data-side='pile']").waitFor();
  },
  "the page of a PDF shows where a piece stands, and leads to it": async (page, expect) => {
    await opened(page, false);
    await page.getByRole("button", { name: /^Open hollin/ }).click();
    await page.getByRole("tab", { name: "Pages" }).click();
    await page.locator(".sheet img").first().waitFor();
    const place = page.locator(".place", { hasText: "3" }).first();
    const index = await place.getAttribute("data-piece");
    await place.click();
    await settled(page);
    expect(await inView(page, "form", index), "the form shows the piece that was chosen on the page");
    const answer = page.locator("[data-drop='question|4.10'] [data-piece]").first();
    const other = await answer.getAttribute("data-piece");
    await answer.locator(".words").click();
    await page.waitForTimeout(500);
    expect(await inView(page, "source", other), "the page shows the answer that was chosen in the form");
  },
};
