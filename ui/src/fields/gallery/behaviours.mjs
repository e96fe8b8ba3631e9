/** What the fields do, told as sentences; each begins with the gallery fresh. */

const answer = (page, id) => page.evaluate((field) => window.answers[field] ?? null, id);
const changes = (page) => page.evaluate(() => window.changes.length);
const settle = (page) => page.waitForTimeout(350);
const at = (page, id) => page.locator(`[data-field="${id}"]`);
const words = async (page, id) => JSON.stringify((await answer(page, id))?.value ?? null);
const focusIn = (page) => page.evaluate(() => {
  const active = document.activeElement;
  return {
    field: active?.closest('[data-field]')?.dataset.field ?? null,
    row: active?.closest('[data-row]')?.dataset.row ?? null,
    column: active?.closest('[data-column]')?.dataset.column ?? null,
    tag: active?.tagName,
    name: active?.getAttribute('aria-label') ?? active?.textContent?.trim(),
  };
});
const paste = (page, html, text) => page.evaluate(([h, t]) => {
  const data = new DataTransfer();
  if (h) data.setData('text/html', h);
  data.setData('text/plain', t);
  document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}, [html, text]);

export const behaviours = {
  'typed words are answered a moment later, once, and undone at once': async (page, expect) => {
    await at(page, 'text-empty').locator('textarea').click();
    await page.keyboard.type('Help at Home', { delay: 5 });
    await settle(page);
    expect((await answer(page, 'text-empty'))?.value === 'Help at Home', await words(page, 'text-empty'));
    expect((await changes(page)) === 1, `${await changes(page)} changes`);
    await page.keyboard.type(' now');
    await page.keyboard.press('Control+z');
    await settle(page);
    expect((await answer(page, 'text-empty')) === null, 'one undo takes the visit back');
    expect((await at(page, 'text-empty').locator('textarea').inputValue()) === '', 'and the field shows it');
    await page.keyboard.press('Control+y');
    await settle(page);
    expect((await at(page, 'text-empty').locator('textarea').inputValue()) === 'Help at Home now', 'done again');
  },
  'a text that is emptied is unanswered': async (page, expect) => {
    await at(page, 'text').locator('textarea').fill('');
    await settle(page);
    expect((await answer(page, 'text')) === null, await words(page, 'text'));
  },
  'a typed day is kept as a day, other words as they are': async (page, expect) => {
    const input = at(page, 'date-empty').locator('textarea');
    await input.click();
    await page.keyboard.type('16/6/26');
    await page.keyboard.press('Tab');
    expect((await answer(page, 'date-empty'))?.value === '2026-06-16', await words(page, 'date-empty'));
    expect((await input.inputValue()) === '16 June 2026', await input.inputValue());
    await input.fill('after Easter');
    await settle(page);
    expect((await answer(page, 'date-empty'))?.value === 'after Easter', await words(page, 'date-empty'));
  },
  'a day is picked from the calendar by keyboard': async (page, expect) => {
    await at(page, 'date').locator('button').focus();
    await page.keyboard.press('Enter');
    await page.waitForTimeout(100);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(50);
    await page.keyboard.press('Enter');
    await settle(page);
    expect((await answer(page, 'date'))?.value === '2026-06-24', await words(page, 'date'));
    expect((await focusIn(page)).field === 'date', 'focus is back in the field');
  },
  'a radio is chosen, and Backspace makes it unanswered again': async (page, expect) => {
    await at(page, 'yn-empty').getByLabel('Yes', { exact: true }).check();
    expect((await answer(page, 'yn-empty'))?.value === 'yes', await words(page, 'yn-empty'));
    await page.keyboard.press('Backspace');
    await settle(page);
    expect((await answer(page, 'yn-empty')) === null, 'unanswered');
    expect((await at(page, 'yn-empty').locator('input:checked').count()) === 0, 'none is chosen');
  },
  'Other opens a line for free wording with the focus in it': async (page, expect) => {
    await at(page, 'yn').getByText('Other').click();
    await page.keyboard.type('Only for school runs');
    await settle(page);
    expect((await answer(page, 'yn'))?.value?.other === 'Only for school runs', await words(page, 'yn'));
    await at(page, 'yn').getByText('Yes', { exact: true }).click();
    await settle(page);
    expect((await answer(page, 'yn'))?.value === 'yes', await words(page, 'yn'));
    expect((await at(page, 'yn').locator('textarea').count()) === 0, 'the line is gone');
  },
  'a set of boxes is unanswered until it is touched and after the last is taken back': async (page, expect) => {
    const box = at(page, 'boxes-empty').getByLabel('Political opinion');
    await box.check();
    expect((await words(page, 'boxes-empty')) === '["political-opinion"]', await words(page, 'boxes-empty'));
    await box.uncheck();
    expect((await answer(page, 'boxes-empty')) === null, 'unanswered');
    await at(page, 'boxes-empty').getByText('None of these').click();
    expect((await words(page, 'boxes-empty')) === '[]', await words(page, 'boxes-empty'));
  },
  'a condition is found by its words, added and removed by keyboard': async (page, expect) => {
    await at(page, 'conditions-empty').locator('input').focus();
    await page.keyboard.type('safeguard child');
    await page.keyboard.press('Enter');
    await page.waitForTimeout(50);
    expect((await words(page, 'conditions-empty')) === '["sch1-18"]', await words(page, 'conditions-empty'));
    await page.keyboard.press('Escape');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Delete');
    await page.waitForTimeout(50);
    expect((await answer(page, 'conditions-empty')) === null, 'removed');
    expect((await focusIn(page)).tag === 'INPUT', 'the focus is in the line');
  },
  'a file is printed with the assessment or no longer, as steps of their own': async (page, expect) => {
    const ticks = at(page, 'files').getByRole('checkbox', { name: /^Print with the assessment/ });
    expect((await ticks.count()) === 2, `${await ticks.count()} files can be printed`);
    const printed = async () => (await answer(page, 'files')).value.map((file) => file.printed.length).join();
    await ticks.nth(1).focus();
    await page.keyboard.press('Space');
    await page.waitForTimeout(50);
    expect((await printed()) === '1,1', `${await printed()} pages after the tick`);
    await ticks.nth(0).click();
    await page.waitForTimeout(50);
    expect((await printed()) === '0,1', `${await printed()} pages after the first is no longer printed`);
    await page.keyboard.press('Control+z');
    await page.waitForTimeout(50);
    expect((await printed()) === '1,1', `${await printed()} pages after undo`);
  },
  'a file is renamed and removed': async (page, expect) => {
    const title = at(page, 'files').locator('textarea').first();
    await title.fill('Data flow');
    await page.keyboard.press('Tab');
    expect((await answer(page, 'files')).value[0].title === 'Data flow', await words(page, 'files'));
    await at(page, 'files').getByLabel('Remove Data flow').click();
    await page.waitForTimeout(50);
    expect((await answer(page, 'files')).value.length === 1, 'one is left');
    expect((await focusIn(page)).name?.startsWith('Remove Confidentiality'), JSON.stringify(await focusIn(page)));
  },
  'prose takes the caret where it is clicked, and its first line stays where it was read': async (page, expect) => {
    const words = at(page, 'prose').locator('.prose').first();
    const line = words.getByText('pick-up point');
    const box = await line.boundingBox();
    const before = (await words.boundingBox()).y;
    await page.mouse.click(box.x + 2, box.y + box.height / 2);
    await page.waitForTimeout(100);
    const after = (await at(page, 'prose').locator('.prose').first().boundingBox()).y;
    expect(Math.abs(after - before) < 2, `the text moved by ${after - before}`);
    await page.keyboard.type('X');
    await settle(page);
    const text = JSON.stringify((await answer(page, 'prose')).value);
    expect(/XCouncil to operator|X pick-up|CXouncil|Council to operator:"[^{]*X/.test(text) || text.includes('XCouncil'), text.slice(300, 700));
  },
  'prose is typed, marked and listed by keys alone, and Tab leaves it': async (page, expect) => {
    await at(page, 'text-empty').locator('textarea').focus();
    await at(page, 'prose-empty').locator('[role=textbox]').focus();
    await page.waitForTimeout(50);
    await page.keyboard.type('One ');
    await page.keyboard.press('Control+b');
    await page.keyboard.type('bold');
    await page.keyboard.press('Control+b');
    await page.keyboard.press('Enter');
    await page.keyboard.type('- first');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+]');
    await page.keyboard.type('deeper');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.keyboard.type('after');
    await page.keyboard.press('Tab');
    await page.waitForTimeout(100);
    const value = (await answer(page, 'prose-empty'))?.value ?? [];
    const plain = (text, strong = false) => ({ type: 'text', text, strong, emphasis: false, link: null });
    const wanted = [
      { type: 'paragraph', content: [plain('One '), plain('bold', true)] },
      { type: 'bullets', items: [[{ type: 'paragraph', content: [plain('first')] }, { type: 'bullets', items: [[{ type: 'paragraph', content: [plain('deeper')] }]] }]] },
      { type: 'paragraph', content: [plain('after')] },
    ];
    expect(JSON.stringify(value) === JSON.stringify(wanted), JSON.stringify(value));
    expect((await focusIn(page)).field === 'prose', JSON.stringify(await focusIn(page)));
    expect((await page.locator('[data-field="prose-empty"] .ProseMirror').count()) === 0, 'the editor is gone');
  },
  'a footnote is cited by keys, typed at the foot and left by Enter': async (page, expect) => {
    await at(page, 'prose-warn').locator('[role=textbox]').focus();
    await page.waitForTimeout(50);
    await page.keyboard.press('Control+Shift+N');
    await page.waitForTimeout(100);
    await page.keyboard.type('Limitation Act 1980');
    await page.keyboard.press('Enter');
    await page.keyboard.type(' More.');
    await settle(page);
    const content = (await answer(page, 'prose-warn')).value[0].content;
    expect(content[1]?.type === 'footnote' && content[1].content[0]?.text === 'Limitation Act 1980', JSON.stringify(content));
    expect(content[2]?.text === ' More.', JSON.stringify(content));
  },
  'a link is made by keys': async (page, expect) => {
    await at(page, 'prose-warn').locator('[role=textbox]').focus();
    await page.waitForTimeout(50);
    await page.keyboard.press('Control+Shift+Home');
    // The browser tells the editor of a selection a moment after the key.
    await page.waitForTimeout(50);
    await page.keyboard.press('Control+k');
    await page.waitForTimeout(50);
    await page.keyboard.type('gov.uk/retention');
    await page.keyboard.press('Enter');
    await settle(page);
    const content = (await answer(page, 'prose-warn')).value[0].content;
    expect(content[0].link === 'https://gov.uk/retention', JSON.stringify(content));
    expect((await focusIn(page)).field === 'prose-warn', 'the caret is back in the text');
  },
  'Alt F10 goes to the tools, arrows along them, Escape back': async (page, expect) => {
    await at(page, 'prose-warn').locator('[role=textbox]').focus();
    await page.waitForTimeout(50);
    await page.keyboard.press('Alt+F10');
    await page.keyboard.press('ArrowRight');
    expect((await focusIn(page)).name === 'Italic', JSON.stringify(await focusIn(page)));
    await page.keyboard.press('Escape');
    await page.keyboard.type('!');
    await settle(page);
    expect((await words(page, 'prose-warn')).includes('years.!'), await words(page, 'prose-warn'));
  },
  'undo within prose goes back step by step, and beyond the visit to the answer before it': async (page, expect) => {
    await at(page, 'prose-warn').locator('[role=textbox]').focus();
    await page.waitForTimeout(50);
    await page.keyboard.type(' Then destroyed.');
    await settle(page);
    await page.keyboard.press('Control+z');
    await settle(page);
    expect(!(await words(page, 'prose-warn')).includes('destroyed'), await words(page, 'prose-warn'));
    await page.keyboard.press('Control+z');
    await settle(page);
    expect((await words(page, 'prose-warn')).includes('Kept for seven years.'), await words(page, 'prose-warn'));
  },
  'pasted Word paragraphs become a list in the text': async (page, expect) => {
    await at(page, 'prose-empty').locator('[role=textbox]').focus();
    await page.waitForTimeout(50);
    await paste(page, `<p class=MsoNormal>Intro</p><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>One</p><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span><b>Two</b></p>`, 'Intro One Two');
    await settle(page);
    const value = (await answer(page, 'prose-empty'))?.value ?? [];
    expect(value.length === 2 && value[1].type === 'bullets' && value[1].items.length === 2, JSON.stringify(value));
  },
  'plain text copied from a PDF viewer becomes paragraphs and a list, and one undo takes it back': async (page, expect) => {
    await at(page, 'prose-empty').locator('[role=textbox]').focus();
    await page.waitForTimeout(50);
    await page.keyboard.type('Before ');
    await paste(page, '', 'The operator is told who is to be carried, from where, at what time, and\nwhat the crew must know:\n• names\n• needs and medical condi-\ntions\n');
    await settle(page);
    const value = (await answer(page, 'prose-empty'))?.value ?? [];
    expect(value.length === 2 && value[0].content[0].text === 'Before The operator is told who is to be carried, from where, at what time, and what the crew must know:', JSON.stringify(value));
    expect(value[1]?.type === 'bullets' && value[1].items.length === 2 && value[1].items[1][0].content[0].text === 'needs and medical conditions', JSON.stringify(value));
    await page.keyboard.press('Control+z');
    await settle(page);
    expect(!(await words(page, 'prose-empty')).includes('operator'), 'undone');
  },
  'rows are added, duplicated, moved and removed by keys, with the focus beside them': async (page, expect) => {
    await at(page, 'partners').locator('[data-row=p2] [data-column=name] textarea').focus();
    await page.keyboard.press('Control+d');
    await page.waitForTimeout(80);
    let rows = (await answer(page, 'partners')).value;
    expect(rows.length === 4 && rows[2].cells.name.value === 'Ashdene Taxis Ltd', 'duplicated below');
    await page.keyboard.press('Alt+Shift+ArrowUp');
    await page.keyboard.press('Alt+Shift+ArrowUp');
    await page.waitForTimeout(80);
    rows = (await answer(page, 'partners')).value;
    expect(rows[0].cells.name.value === 'Ashdene Taxis Ltd', 'moved to the top');
    expect((await focusIn(page)).row === rows[0].id && (await focusIn(page)).column === 'name', JSON.stringify(await focusIn(page)));
    await page.keyboard.press('Control+Delete');
    await page.waitForTimeout(80);
    expect((await focusIn(page)).row === 'p1', JSON.stringify(await focusIn(page)));
    await page.keyboard.press('Control+Enter');
    await page.waitForTimeout(80);
    await page.keyboard.type('New partner');
    await settle(page);
    rows = (await answer(page, 'partners')).value;
    expect(rows[1].cells.name?.value === 'New partner', JSON.stringify(rows));
    expect((await page.locator('[data-field=partners] [role=status]').last().textContent()) === 'Row 2 of 4 added', 'announced');
  },
  'the last row removed leaves the focus on Add': async (page, expect) => {
    await at(page, 'evidence').locator('[data-column=what] textarea').focus();
    await page.keyboard.press('Control+Delete');
    await page.waitForTimeout(80);
    expect((await answer(page, 'evidence')) === null, 'unanswered');
    expect((await focusIn(page)).name === 'Add item', JSON.stringify(await focusIn(page)));
  },
  'rows pasted from a spreadsheet go in at the cell with focus, as one step': async (page, expect) => {
    await at(page, 'partners').locator('[data-row=p3] [data-column=name] textarea').focus();
    await paste(page, '', 'Pellmere Coaches Ltd\tProcessor\tyes\nHollin Fell\tJoint controller\tIn part\n');
    await page.waitForTimeout(80);
    const rows = (await answer(page, 'partners')).value;
    expect(rows.length === 4, `${rows.length} rows`);
    expect(rows[2].cells.name.value === 'Pellmere Coaches Ltd' && rows[2].cells.toolkit.value === 'yes', JSON.stringify(rows[2]));
    expect(rows[3].cells.role.value.option === 'joint' && rows[3].cells.toolkit.value.other === 'In part', JSON.stringify(rows[3]));
    expect((await changes(page)) === 1, `${await changes(page)} changes`);
  },
  'Tab goes from cell to cell and out of the table': async (page, expect) => {
    await at(page, 'risks').locator('[data-row=r3] [data-column=description] [role=textbox]').focus();
    const seen = [];
    for (let i = 0; i < 5; i += 1) {
      await page.waitForTimeout(60);
      const now = await focusIn(page);
      seen.push(now.column ?? now.name);
      await page.keyboard.press('Tab');
    }
    expect(seen.join() === 'description,likelihood,severity,overall,Add risk', seen.join());
  },
  'a cell is answered by the system’s own list, and Backspace empties it': async (page, expect) => {
    const cell = at(page, 'risks').locator('[data-row=r1] [data-column=overall] select');
    await cell.selectOption('low');
    await settle(page);
    expect((await answer(page, 'risks')).value[0].cells.overall.value.option === 'low', await words(page, 'risks'));
    await cell.focus();
    await page.keyboard.press('Backspace');
    await settle(page);
    expect((await answer(page, 'risks')).value[0].cells.overall === undefined, 'unanswered');
  },
  'a row is dragged by its grip': async (page, expect) => {
    const grip = at(page, 'partners').locator('[data-row=p3] th button');
    await grip.scrollIntoViewIfNeeded();
    const from = await grip.boundingBox();
    const to = await at(page, 'partners').locator('[data-row=p1]').boundingBox();
    await page.mouse.move(from.x + 10, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(from.x + 10, to.y + 20, { steps: 4 });
    await page.mouse.move(from.x + 10, to.y + 3, { steps: 4 });
    await page.mouse.up();
    await page.waitForTimeout(80);
    expect((await answer(page, 'partners')).value.map((row) => row.id).join() === 'p3,p1,p2', (await answer(page, 'partners')).value.map((row) => row.id).join());
    expect((await page.locator('[role=menu]').count()) === 0, 'no menu opens');
  },
  'the menu of a row opens from its number and is left by Escape': async (page, expect) => {
    await at(page, 'partners').locator('[data-row=p2] th button').click();
    await page.locator('[role=menu]').waitFor();
    await page.keyboard.type('dup');
    expect((await focusIn(page)).name?.startsWith('Duplicate'), JSON.stringify(await focusIn(page)));
    await page.keyboard.press('Escape');
    expect((await page.locator('[role=menu]').count()) === 0, 'closed');
    expect((await focusIn(page)).row === 'p2', JSON.stringify(await focusIn(page)));
  },
  'other words in a cell are typed in its place': async (page, expect) => {
    await at(page, 'partners').locator('[data-row=p2] [data-column=toolkit] select').selectOption({ label: 'Other words…' });
    await page.waitForTimeout(50);
    await page.keyboard.type('By December');
    await settle(page);
    expect((await answer(page, 'partners')).value[1].cells.toolkit?.value?.other === 'By December', await words(page, 'partners'));
  },
  'a fixed row is answered without being added': async (page, expect) => {
    await at(page, 'training').locator('[data-row=system] select').selectOption('no');
    await settle(page);
    expect((await answer(page, 'training')).value.find((row) => row.id === 'system')?.cells.done.value === 'no', await words(page, 'training'));
  },
};
