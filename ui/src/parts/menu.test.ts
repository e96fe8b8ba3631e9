import { expect, test } from 'vitest';
import { typedAhead } from './menu';

test('letters lead to the next item that begins with them, round and round', () => {
  const items = ['Move up', 'Move down', 'Duplicate', 'Remove'];
  expect(typedAhead(items, 0, 'm')).toBe(1);
  expect(typedAhead(items, 1, 'm')).toBe(0);
  expect(typedAhead(items, 0, 'move d')).toBe(1);
  expect(typedAhead(items, 3, 'd')).toBe(2);
  expect(typedAhead(items, 0, 'x')).toBe(-1);
});
