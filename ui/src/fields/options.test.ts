import { describe, expect, test } from 'vitest';
import type { Form } from '../bindings';
import { answerOf, levelOf, pickedOf, type Choosing } from './options';
import { answerFrom, plain } from './words';

const yesNo: Choosing = { type: 'yes_no', other: true };
const levels: Choosing = {
  type: 'choice',
  options: ['low', 'medium', 'high'].map((id) => ({ id, label: id.toUpperCase() })),
  levels: true,
  other: false,
};
const form = { sections: [] } as unknown as Form;

describe('what is chosen', () => {
  test('comes back from the answer that it makes', () => {
    for (const picked of [{ option: 'yes' }, { option: 'no' }, { other: 'Mixed' }])
      expect(pickedOf(yesNo, answerOf(yesNo, picked) ?? undefined)).toEqual(picked);
    expect(pickedOf(levels, answerOf(levels, { option: 'high' }) ?? undefined)).toEqual({ option: 'high' });
  });

  test('is nothing where other words are blank', () => {
    expect(answerOf(yesNo, { other: '  ' })).toBeNull();
    expect(answerOf(levels, null)).toBeNull();
    expect(pickedOf(yesNo, undefined)).toBeNull();
  });

  test('stands on its scale from 1', () => {
    expect(levelOf(levels, { option: 'medium' })).toBe(2);
    expect(levelOf(levels, { option: 'other' })).toBe(0);
    expect(levelOf(yesNo, { option: 'yes' })).toBe(0);
  });
});

describe('words from elsewhere', () => {
  test('become an answer of the kind asked for, or none', () => {
    expect(answerFrom(yesNo, ' YES ', form, {})).toEqual({ kind: 'yes_no', value: 'yes' });
    expect(answerFrom(yesNo, 'in part', form, {})).toEqual({ kind: 'yes_no', value: { other: 'in part' } });
    expect(answerFrom(levels, 'High', form, {})).toEqual({ kind: 'choice', value: { option: 'high' } });
    expect(answerFrom(levels, 'dire', form, {})).toBeNull();
    expect(answerFrom({ type: 'date' }, '4/3/26', form, {})).toEqual({ kind: 'date', value: '2026-03-04' });
    expect(answerFrom({ type: 'text', format: null }, 'a\n b', form, {})).toEqual({ kind: 'text', value: 'a b' });
    const prose = answerFrom({ type: 'prose' }, 'one\n\ntwo', form, {});
    expect(prose?.kind === 'prose' && prose.value.map((block) => plain([block]))).toEqual(['one', 'two']);
  });
});
