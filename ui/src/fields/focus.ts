import type { Place } from '../bindings';

const CONTROLS = [
  'textarea',
  'input:checked',
  'input:not([type=hidden])',
  'select',
  '[role=textbox]',
  '[tabindex="0"]',
  'button:not([tabindex="-1"])',
  '[role=group][tabindex="-1"]',
];

/** Finds what takes the focus for a place of the form: the control of a field, or of a cell. */
export function controlAt(place: Place, within: ParentNode = document): HTMLElement | null {
  const field = within.querySelector<HTMLElement>(`[data-field="${CSS.escape(place.field)}"]`);
  const row = place.row && field?.querySelector<HTMLElement>(`[data-row="${CSS.escape(place.row)}"]`);
  const cell = row && place.column && row.querySelector<HTMLElement>(`[data-column="${CSS.escape(place.column)}"]`);
  const at = cell || row || field;
  if (!at) return null;
  for (const selector of CONTROLS) {
    const found = at.querySelector<HTMLElement>(selector);
    if (found) return found;
  }
  return null;
}

/** Puts the focus on a place of the form and brings it into view; false when it is not there. */
export function focusPlace(place: Place, within?: ParentNode): boolean {
  const control = controlAt(place, within);
  control?.focus();
  control?.scrollIntoView({ block: 'nearest' });
  return control !== null;
}

const TYPED = 'textarea, input:not([type]), select, [role=textbox]';

/** Leads a press on the words that name a control into it, as a label's does: a text, a day or a list. */
export function pressedName(event: MouseEvent & { currentTarget: HTMLElement }): void {
  const words = event.target instanceof Element ? event.target.closest('[id]') : null;
  if (!words || !getSelection()?.isCollapsed) return;
  const named = [...event.currentTarget.querySelectorAll<HTMLElement>('[aria-labelledby]')];
  named.find((one) => one.matches(TYPED) && one.getAttribute('aria-labelledby')?.split(' ').at(-1) === words.id)?.focus();
}
