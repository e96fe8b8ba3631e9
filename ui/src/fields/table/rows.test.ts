// @vitest-environment jsdom
import { describe, expect, test } from 'vitest';
import type { Column, Form } from '../../bindings';
import { cellsOf, copyOf, pasted } from './rows';

const column = (id: string, kind: Column['kind']): Column => ({ id, title: id, aside: null, width: 40, kind, required: true });
const columns = [
  column('name', { type: 'text', format: null }),
  column('role', { type: 'choice', options: [{ id: 'c', label: 'Controller' }], levels: false, other: true }),
  column('ok', { type: 'yes_no', other: false }),
];
const about = { form: { sections: [] } as unknown as Form, answers: {} };

describe('cells in a clipboard', () => {
  test('are read from tabs, with line ends and quotes inside quotes', () => {
    expect(cellsOf('', 'a\tb\r\n"two\nlines"\t"say ""x"""\r\n')).toEqual([
      ['a', 'b'],
      ['two\nlines', 'say "x"'],
    ]);
  });

  test('are read from the table that a spreadsheet writes', () => {
    const html = `<html><body><!--StartFragment--><table><col width=64><tr height=20><td class=xl63>Ashdene<br>Taxis</td><td colspan=2>x</td></tr><tr><td></td></tr></table></body></html>`;
    expect(cellsOf(html, '')).toEqual([['Ashdene\nTaxis', 'x', '']]);
  });

  test('are not there in plain words', () => {
    expect(cellsOf('<p>a</p>', 'a\nb')).toBeNull();
    expect(cellsOf('<p>•\ta</p>', '•\ta\n•\tb')).toBeNull();
    expect(cellsOf('', 'Needs:\n•\ta\n•\tb')).toBeNull();
    expect(cellsOf('', '1.\ta\n2.\tb')).toBeNull();
    expect(cellsOf('', '1\ta\n2\tb')).toEqual([['1', 'a'], ['2', 'b']]);
  });
});

describe('pasted rows', () => {
  test('overwrite from the cell with focus on, and add what the table lacks', () => {
    const rows = [{ id: 'r', cells: {} }];
    const changes = pasted([['Controller', 'y'], ['Both', 'maybe']], 't', columns, rows, { row: 0, column: 1 }, true, about);
    expect(changes).toMatchObject([
      { do: 'set_answer', at: { field: 't', row: 'r', column: 'role' }, answer: { kind: 'choice', value: { option: 'c' } } },
      { do: 'set_answer', at: { row: 'r', column: 'ok' }, answer: { kind: 'yes_no', value: 'yes' } },
      { do: 'insert_row', index: 1, row: { cells: { role: { kind: 'choice', value: { other: 'Both' } } } } },
    ]);
  });

  test('leave cells alone that they have no fitting words for, and end where the columns end', () => {
    const rows = [{ id: 'r', cells: {} }];
    const changes = pasted([['perhaps', 'beyond']], 't', columns, rows, { row: 0, column: 2 }, true, about);
    expect(changes).toEqual([]);
  });

  test('add none to a table whose rows the form fixes', () => {
    expect(pasted([['a'], ['b']], 't', columns, [{ id: 'r', cells: {} }], { row: 0, column: 0 }, false, about)).toHaveLength(1);
  });
});

test('a copied row has the same answers under an id of its own', () => {
  const row = { id: 'r', cells: { name: { kind: 'text' as const, value: 'a' } } };
  expect(copyOf(row).cells).toEqual(row.cells);
  expect(copyOf(row).id).not.toBe('r');
});
