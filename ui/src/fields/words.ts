import type { Answer, Block, Column, Form, FormField, Inline } from '../bindings';
import { longDay, readDay } from '../parts/days';
import type { FieldKind } from '../bindings';
import { say } from '../words/words';
import { valueOf } from './control';
import { answerOf, optionsOf, pickedOf, type Choosing } from './options';

/** Gives the words of blocks on one line, footnotes left out. */
export function plain(blocks: Block[]): string {
  return blocks
    .map((block) => (block.type === 'paragraph' ? inlineWords(block.content) : block.items.map(plain).join(' ')))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Gives an answer's words on one line. */
export function words(kind: FieldKind, answer: Answer | undefined): string {
  if (!answer) return '';
  switch (answer.kind) {
    case 'text':
      return answer.value;
    case 'prose':
      return plain(answer.value);
    case 'date':
      return longDay(answer.value);
    case 'yes_no':
    case 'choice':
      return kind.type === 'yes_no' || kind.type === 'choice' ? choiceWords(kind, answer) : '';
    case 'approval':
      return [answer.value.name, longDay(answer.value.date)].filter(Boolean).join(', ');
    default:
      return '';
  }
}

/** Makes paragraphs of lines of words. */
export function paragraphs(text: string): Block[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => ({
      type: 'paragraph',
      content: [{ type: 'text', text: line, strong: false, emphasis: false, link: null }],
    }));
}

/** Reads words, from a spreadsheet say, as an answer of a kind; null where they do not fit it. */
export function answerFrom(kind: FieldKind, text: string, form: Form, answers: Record<string, Answer>): Answer | null {
  const line = text.replace(/\s+/g, ' ').trim();
  if (!line) return null;
  switch (kind.type) {
    case 'text':
      return { kind: 'text', value: line };
    case 'prose':
      return { kind: 'prose', value: paragraphs(text) };
    case 'date':
      return { kind: 'date', value: readDay(line, true) ?? line };
    case 'yes_no':
    case 'choice':
      return choiceFrom(kind, line);
    case 'row_ref':
      return refFrom(kind.field, kind.column, line, form, answers);
    default:
      return null;
  }
}

/** Finds a field of a form. */
export function fieldOf(form: Form, id: string): FormField | undefined {
  for (const section of form.sections)
    for (const question of section.questions)
      for (const field of question.fields) if (field.id === id) return field;
  return undefined;
}

/** Gives the rows of a table that a reference can name: the row's id, its number from 1, and its words. */
export function refRows(form: Form, answers: Record<string, Answer>, field: string, column: string) {
  const kind = fieldOf(form, field)?.kind;
  if (kind?.type !== 'table') return { noun: say('field.row'), rows: [] };
  const of: Column | undefined = kind.columns.find(({ id }) => id === column);
  const rows = (valueOf(answers[field], 'table') ?? []).map((row, i) => ({
    id: row.id,
    number: i + 1,
    words: of ? words(of.kind, row.cells[column]) : '',
  }));
  return { noun: capital(kind.noun), rows };
}

/** Begins with a capital. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function inlineWords(content: Inline[]): string {
  return content.map((piece) => (piece.type === 'text' ? piece.text : piece.type === 'break' ? ' ' : '')).join('');
}

function choiceWords(kind: Choosing, answer: Answer): string {
  const picked = pickedOf(kind, answer);
  if (!picked) return '';
  if ('other' in picked) return picked.other;
  return optionsOf(kind).find(({ value }) => value === picked.option)?.label ?? picked.option;
}

function choiceFrom(kind: Choosing, line: string): Answer | null {
  const wanted = line.toLowerCase();
  const option = optionsOf(kind).find(
    ({ value, label }) => label.toLowerCase() === wanted || (kind.type === 'yes_no' && value[0] === wanted),
  );
  return answerOf(kind, option ? { option: option.value } : kind.other ? { other: line } : null);
}

function refFrom(field: string, column: string, line: string, form: Form, answers: Record<string, Answer>): Answer | null {
  const { rows } = refRows(form, answers, field, column);
  const number = Number(/(\d+)/.exec(line)?.[1]);
  const found = rows.find((row) => row.words === line) ?? rows.find((row) => row.number === number);
  return found ? { kind: 'row_ref', value: found.id } : null;
}
