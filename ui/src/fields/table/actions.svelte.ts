import { tick } from 'svelte';
import type { Change, Row } from '../../bindings';
import type { MenuItem } from '../../parts/menu';
import { say } from '../../words/words';
import type { Control } from '../control';
import { flushFields } from '../waiting';
import { cellsOf, copyOf, newRow, pasted } from './rows';

/** What can be done with the rows of a table, by mouse and by keys. */
export class RowActions {
  /** What was done last, for assistive technology. */
  said = $state('');

  #control: () => Control<'table'>;
  #rows: () => Row[];
  #frame: () => HTMLElement;

  constructor(control: () => Control<'table'>, rows: () => Row[], frame: () => HTMLElement) {
    this.#control = control;
    this.#rows = rows;
    this.#frame = frame;
  }

  async insert(index: number): Promise<void> {
    const row = newRow();
    this.#change({ do: 'insert_row', field: this.#field, index, row });
    await tick();
    this.#focus(row.id);
    this.said = say('field.row.added', { n: index + 1, of: this.#rows().length });
  }

  async duplicate(at: number): Promise<void> {
    flushFields();
    const row = this.#rows()[at];
    if (!row) return;
    const column = this.#columnInHand();
    const copy = copyOf(row);
    this.#change({ do: 'insert_row', field: this.#field, index: at + 1, row: copy });
    await tick();
    this.#focus(copy.id, column);
    this.said = say('field.row.duplicated', { n: at + 1, to: at + 2, of: this.#rows().length });
  }

  async move(at: number, to: number): Promise<void> {
    const row = this.#rows()[at];
    if (!row || to < 0 || to >= this.#rows().length || to === at) return;
    const column = this.#columnInHand();
    this.#change({ do: 'move_row', field: this.#field, row: row.id, to });
    await tick();
    this.#focus(row.id, column);
    this.said = say('field.row.moved', { from: at + 1, to: to + 1, of: this.#rows().length });
  }

  async remove(at: number): Promise<void> {
    const row = this.#rows()[at];
    if (!row) return;
    const column = this.#columnInHand();
    this.#change({ do: 'remove_row', field: this.#field, row: row.id });
    await tick();
    const next = this.#rows()[Math.min(at, this.#rows().length - 1)];
    if (next) this.#focus(next.id, column);
    else this.#frame().querySelector<HTMLElement>('[data-add] button')?.focus();
    this.said = say('field.row.removed', { n: at + 1 });
  }

  /** Gives the menu of a row. */
  menu(at: number): MenuItem[] {
    return [
      { label: say('field.row.up'), icon: 'arrow-up', keys: 'Alt Shift ↑', disabled: at === 0, onselect: () => void this.move(at, at - 1) },
      { label: say('field.row.down'), icon: 'arrow-down', keys: 'Alt Shift ↓', disabled: at === this.#rows().length - 1, onselect: () => void this.move(at, at + 1) },
      { label: say('field.row.above'), icon: 'plus', apart: true, onselect: () => void this.insert(at) },
      { label: say('field.row.below'), icon: 'plus', keys: 'Ctrl Enter', onselect: () => void this.insert(at + 1) },
      { label: say('field.row.duplicate'), icon: 'copy', keys: 'Ctrl D', onselect: () => void this.duplicate(at) },
      { label: say('field.row.remove'), icon: 'bin', keys: 'Ctrl Del', apart: true, onselect: () => void this.remove(at) },
    ];
  }

  /** Takes rows from a spreadsheet in at the cell with focus; anything else is left to the cell. */
  paste = (event: ClipboardEvent): void => {
    const control = this.#control();
    const cell = (event.target as HTMLElement).closest<HTMLElement>('td[data-column]');
    const row = cell?.closest<HTMLElement>('tr[data-row]');
    if (control.readonly || !cell || !row || !event.clipboardData) return;
    const cells = cellsOf(event.clipboardData.getData('text/html'), event.clipboardData.getData('text/plain'));
    if (!cells || (cells.length === 1 && cells[0]?.length === 1)) return;
    event.preventDefault();
    event.stopPropagation();
    const rows = this.#rows();
    const from = {
      row: rows.findIndex(({ id }) => id === row.dataset.row),
      column: control.kind.columns.findIndex(({ id }) => id === cell.dataset.column),
    };
    const more = !control.kind.fixed.length && !control.kind.versions;
    const changes = pasted(cells, this.#field, control.kind.columns, rows, from, more, control);
    if (changes.length) this.#change({ do: 'several', changes });
    this.said = say('field.row.pasted', { n: cells.length });
  };

  get #field(): string {
    return this.#control().at.field;
  }

  #change(change: Change): void {
    flushFields();
    this.#control().onchange(change);
  }

  #columnInHand(): string | undefined {
    const active = document.activeElement;
    if (!active || !this.#frame().contains(active)) return undefined;
    return active.closest<HTMLElement>('td[data-column]')?.dataset.column;
  }

  #focus(row: string, column?: string): void {
    const cells = `tr[data-row="${CSS.escape(row)}"] td[data-column${column ? `="${CSS.escape(column)}"` : ''}]`;
    const control = 'textarea, select, input, [role=textbox], button';
    this.#frame()
      .querySelector<HTMLElement>(cells)
      ?.querySelector<HTMLElement>(control)
      ?.focus();
  }
}
