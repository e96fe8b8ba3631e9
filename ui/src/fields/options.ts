import type { Answer, FieldKind } from '../bindings';
import { say } from '../words/words';
import { valueOf, type KindOf } from './control';

/** The kinds of which one option is chosen. */
export type Choosing = KindOf<'yes_no'> | KindOf<'choice'>;

export interface Option {
  value: string;
  label: string;
}

/** Stands among the options for other words. */
export const OTHER = '\u0000other';

/** What was chosen: an option by id, or other words. */
export type Picked = { option: string } | { other: string } | null;

/** Gives the options of a kind, without the one for other words. */
export function optionsOf(kind: Choosing): Option[] {
  if (kind.type === 'choice') return kind.options.map(({ id, label }) => ({ value: id, label }));
  return [
    { value: 'yes', label: say('field.yes') },
    { value: 'no', label: say('field.no') },
  ];
}

/** Reads what was chosen. */
export function pickedOf(kind: Choosing, answer: Answer | undefined): Picked {
  if (kind.type === 'choice') return valueOf(answer, 'choice') ?? null;
  const value = valueOf(answer, 'yes_no');
  return value === undefined ? null : typeof value === 'string' ? { option: value } : value;
}

/** Makes an answer of what was chosen; blank other words are none. */
export function answerOf(kind: Choosing, picked: Picked): Answer | null {
  if (!picked || ('other' in picked && !picked.other.trim())) return null;
  if (kind.type === 'choice') {
    return { kind: 'choice', value: 'other' in picked ? { other: picked.other.trim() } : picked };
  }
  if ('other' in picked) return { kind: 'yes_no', value: { other: picked.other.trim() } };
  return picked.option === 'yes' || picked.option === 'no' ? { kind: 'yes_no', value: picked.option } : null;
}

/** Gives the place on a scale, from 1, also of words that are in use for a level; 0 where the kind is no scale or they are not on it. */
export function levelOf(kind: FieldKind, picked: Picked): number {
  if (kind.type !== 'choice' || !kind.levels || !picked) return 0;
  if ('option' in picked) return kind.options.findIndex(({ id }) => id === picked.option) + 1;
  const said = picked.other.trim().toLowerCase();
  return kind.options.findIndex(({ label, also = [] }) => [label, ...also].some((word) => word.toLowerCase() === said)) + 1;
}
