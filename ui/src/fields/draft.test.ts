import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Answer } from '../bindings';
import { Draft } from './draft.svelte';
import { flushFields } from './waiting';

const text = (value: string): Answer => ({ kind: 'text', value });

function draft(first?: Answer) {
  const sent: (Answer | null)[] = [];
  const made = new Draft<string>(first, {
    read: (a) => (a?.kind === 'text' ? a.value : ''),
    write: (v) => (v.trim() ? text(v.trim()) : null),
    send: (a) => sent.push(a),
  });
  return { made, sent };
}

describe('a draft', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('is sent once, a moment after the last keystroke', () => {
    const { made, sent } = draft();
    for (const value of ['a', 'ab', 'abc']) {
      made.type(value);
      vi.advanceTimersByTime(100);
    }
    expect(sent).toEqual([]);
    vi.advanceTimersByTime(250);
    expect(sent).toEqual([text('abc')]);
  });

  test('is sent at once when all fields are flushed', () => {
    const { made, sent } = draft();
    made.type('abc');
    flushFields();
    flushFields();
    expect(sent).toEqual([text('abc')]);
  });

  test('cleared of its words is unanswered', () => {
    const { made, sent } = draft(text('abc'));
    made.type(' ');
    made.flush();
    expect(sent).toEqual([null]);
    expect(made.value).toBe(' ');
  });

  test('keeps keystrokes made while an echo of earlier ones comes back', () => {
    const { made } = draft();
    made.type('a');
    made.flush();
    made.type('ab');
    expect(made.hear(text('a'))).toBe(false);
    expect(made.value).toBe('ab');
    made.flush();
    expect(made.hear(text('ab'))).toBe(false);
    expect(made.value).toBe('ab');
  });

  test('keeps a blank at its end when the echo has lost it', () => {
    const { made } = draft();
    made.type('a ');
    made.flush();
    made.hear(text('a'));
    expect(made.value).toBe('a ');
  });

  test('shows the answer that an undo brings back', () => {
    const { made } = draft(text('old'));
    made.hear(text('old'));
    made.type('new');
    made.yield();
    made.hear(text('new'));
    expect(made.hear(text('old'))).toBe(true);
    expect(made.value).toBe('old');
    expect(made.hear(text('new'))).toBe(true);
    expect(made.value).toBe('new');
  });

  test('shows an undone answer even where it was sent from here before', () => {
    const { made } = draft();
    made.type('a');
    made.flush();
    made.hear(text('a'));
    made.type('ab');
    made.flush();
    made.hear(text('ab'));
    expect(made.hear(text('a'))).toBe(true);
    expect(made.value).toBe('a');
    expect(made.hear(undefined)).toBe(true);
    expect(made.value).toBe('');
  });

  test('sends again what was undone when it is typed again', () => {
    const { made, sent } = draft();
    made.type('a');
    made.flush();
    made.hear(text('a'));
    made.hear(undefined);
    made.type('a');
    made.flush();
    expect(sent).toEqual([text('a'), text('a')]);
  });
});
