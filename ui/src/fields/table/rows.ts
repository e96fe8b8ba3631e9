import type { Answer, Change, Column, Form, Row } from '../../bindings';
import { readHtml } from '../inert';
import { answerFrom } from '../words';

/** Makes a row without answers. */
export function newRow(): Row {
  return { id: crypto.randomUUID(), cells: {} };
}

/** Makes a row with the answers of another. */
export function copyOf(row: Row): Row {
  return { ...newRow(), cells: row.cells };
}

/** Reads a clipboard as cells: from a table in its HTML, else from tabs in its text; null where it holds no cells. */
export function cellsOf(html: string, text: string): string[][] | null {
  if (/<table[\s>]/i.test(html)) {
    const rows = [...readHtml(html).querySelectorAll('tr')];
    const cells = rows
      .map((row) => [...row.querySelectorAll('td, th')].flatMap((cell) => wide(cell)))
      .filter((row) => row.some(Boolean));
    if (cells.length) return cells;
  }
  // Words with tabs are rows, but not those of a list, whose signs a tab follows.
  const listed = html !== '' || /^\s*(?:[^\p{L}\p{N}\s]|o|\(?\w{1,4}[.)])\t[^\t]*$/mu.test(text);
  return text.includes('\t') && !listed ? tabbed(text) : null;
}

/** Gives the changes that lay pasted cells over a table from one cell on; rows that it lacks are added. */
export function pasted(
  cells: string[][],
  field: string,
  columns: Column[],
  rows: Row[],
  from: { row: number; column: number },
  more: boolean,
  about: { form: Form; answers: Record<string, Answer> },
): Change[] {
  return cells.flatMap((line, r): Change[] => {
    const answers = line.flatMap((words, c): { column: string; answer: Answer | null }[] => {
      const column = columns[from.column + c];
      if (!column) return [];
      const answer = answerFrom(column.kind, words, about.form, about.answers);
      return answer || !words.trim() ? [{ column: column.id, answer }] : [];
    });
    const row = rows[from.row + r];
    if (row) {
      return answers.map(({ column, answer }) => ({
        do: 'set_answer',
        at: { field, row: row.id, column },
        answer,
      }));
    }
    if (!more) return [];
    const made = newRow();
    for (const { column, answer } of answers) if (answer) made.cells[column] = answer;
    return [{ do: 'insert_row', field, index: from.row + r, row: made }];
  });
}

function wide(cell: Element): string[] {
  const span = Number(cell.getAttribute('colspan')) || 1;
  const lines = [...cell.querySelectorAll('p, br')].length ? linesOf(cell) : (cell.textContent ?? '');
  return [lines.replace(/[^\S\n]+/g, ' ').trim(), ...Array.from({ length: Math.min(span, 20) - 1 }, () => '')];
}

function linesOf(cell: Element): string {
  const copy = cell.cloneNode(true) as Element;
  for (const br of copy.querySelectorAll('br')) br.replaceWith('\n');
  for (const p of copy.querySelectorAll('p')) p.append('\n');
  return copy.textContent ?? '';
}

/** Reads tab-separated values as spreadsheets write them: a cell with a line end or a quote in it stands in quotes. */
function tabbed(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const source = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  for (let i = 0; i < source.length; i++) {
    const c = source.charAt(i);
    if (quoted && c === '"' && source[i + 1] === '"') cell += source.charAt(i++);
    else if (quoted && c === '"') quoted = false;
    else if (!quoted && c === '"' && cell === '') quoted = true;
    else if (!quoted && (c === '\t' || c === '\n')) {
      rows.at(-1)?.push(cell);
      if (c === '\n') rows.push([]);
      cell = '';
    } else cell += c;
  }
  rows.at(-1)?.push(cell);
  return rows;
}
