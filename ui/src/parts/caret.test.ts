import { expect, test } from 'vitest';
import { keptCaret } from './caret';

test('a caret stays by its words when others change around it', () => {
  expect(keptCaret('one two', 'one two three', 3)).toBe(3);
  expect(keptCaret('one two', 'zero one two', 4)).toBe(9);
  expect(keptCaret('one two three', 'one three', 13)).toBe(9);
  expect(keptCaret('one two three', 'one three', 6)).toBe(5);
  expect(keptCaret('abc', '', 2)).toBe(0);
});
