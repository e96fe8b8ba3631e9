import { describe, expect, test } from 'vitest';
import { addDays, addMonths, longDay, readDay, weeksOf } from './days';

describe('days', () => {
  test('a day is read as it is typed in Britain', () => {
    for (const text of ['16/6/2026', '16/06/2026', '16.6.2026', '16 June 2026', '16th June 2026', '16 jun 2026', 'June 16, 2026', '2026-06-16', ' 16  of June 2026 '.replace('  ', ' ')])
      expect(readDay(text), text).toBe('2026-06-16');
    expect(readDay('1 Sept 2026')).toBe('2026-09-01');
  });

  test('other words are no day', () => {
    for (const text of ['September 2021', 'June', '31/2/2026', '16/6', 'ongoing', '', '16 Ju 2026', '2026-13-01', '16/6/26'])
      expect(readDay(text), text).toBeNull();
  });

  test('a year of two figures is read when the field is left', () => {
    expect(readDay('16/6/26', true)).toBe('2026-06-16');
    expect(readDay('16 June 26', true)).toBe('2026-06-16');
  });

  test('a day is written in full and words stay', () => {
    expect(longDay('2026-06-16')).toBe('16 June 2026');
    expect(longDay('2026-02-30')).toBe('2026-02-30');
    expect(longDay('after Easter')).toBe('after Easter');
  });

  test('days and months add up over their ends', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2024-02-29', -12)).toBe('2023-02-28');
  });

  test('a month begins on its Monday', () => {
    expect(weeksOf('2026-06-16')[0]).toEqual(['2026-06-01', '2026-06-02', '2026-06-03', '2026-06-04', '2026-06-05', '2026-06-06', '2026-06-07']);
    expect(weeksOf('2026-08-16')[0]?.[0]).toBe('2026-07-27');
  });
});
