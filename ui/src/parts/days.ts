const LANGUAGE = 'en-GB';
const long = new Intl.DateTimeFormat(LANGUAGE, { day: 'numeric', month: 'long', year: 'numeric' });
const month = new Intl.DateTimeFormat(LANGUAGE, { month: 'long', year: 'numeric' });
const MONTHS = Array.from({ length: 12 }, (_, m) =>
  new Intl.DateTimeFormat(LANGUAGE, { month: 'long' }).format(new Date(2024, m, 1)).toLowerCase(),
);

/** Today, without a time of day. */
export function today(): Date {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate());
}

/** Writes a day as `yyyy-mm-dd`. */
export function iso(day: Date): string {
  return `${String(day.getFullYear()).padStart(4, '0')}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** Writes a day in full, “16 June 2026”; other words stay as they are. */
export function longDay(text: string): string {
  const day = fromIso(text);
  return day ? long.format(day) : text;
}

/** Writes the month of a day, “June 2026”. */
export function monthOf(text: string): string {
  return month.format(fromIso(text) ?? today());
}

/**
 * Reads a day as it is typed in Britain: 16/6/2026, 16.06.2026, 16 June 2026, 16th Jun 2026, June 16, 2026, 2026-06-16.
 * Gives `yyyy-mm-dd`, or null for other words. A year of two figures is read only where `short` allows it.
 */
export function readDay(text: string, short = false): string | null {
  const words = text.trim().toLowerCase().replace(/\s+/g, ' ');
  const year = short ? '(\\d{4}|\\d{2})' : '(\\d{4})';
  let found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(words);
  if (found) return valid(Number(found[1]), Number(found[2]), Number(found[3]));
  found = new RegExp(`^(\\d{1,2}) ?[/.-] ?(\\d{1,2}) ?[/.-] ?${year}$`).exec(words);
  if (found) return valid(fullYear(found[3]), Number(found[2]), Number(found[1]));
  found = new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]+)\\.?,? ${year}$`).exec(words);
  if (found) return valid(fullYear(found[3]), monthNumber(found[2]), Number(found[1]));
  found = new RegExp(`^([a-z]+)\\.? (\\d{1,2})(?:st|nd|rd|th)?,? ${year}$`).exec(words);
  if (found) return valid(fullYear(found[3]), monthNumber(found[1]), Number(found[2]));
  return null;
}

/** Gives the day so many days later. */
export function addDays(text: string, days: number): string {
  const day = fromIso(text) ?? today();
  return iso(new Date(day.getFullYear(), day.getMonth(), day.getDate() + days));
}

/** Gives the same day so many months later, or the last of that month where it is shorter. */
export function addMonths(text: string, months: number): string {
  const day = fromIso(text) ?? today();
  const first = new Date(day.getFullYear(), day.getMonth() + months, 1);
  const last = new Date(first.getFullYear(), first.getMonth() + 1, 0).getDate();
  return iso(new Date(first.getFullYear(), first.getMonth(), Math.min(day.getDate(), last)));
}

/** Gives the weeks that a month touches, from Monday, each with its seven days. */
export function weeksOf(text: string): string[][] {
  const day = fromIso(text) ?? today();
  const first = new Date(day.getFullYear(), day.getMonth(), 1);
  const start = addDays(iso(first), -((first.getDay() + 6) % 7));
  return [0, 1, 2, 3, 4, 5].map((week) => [0, 1, 2, 3, 4, 5, 6].map((d) => addDays(start, week * 7 + d)));
}

function fromIso(text: string): Date | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim());
  if (!found || !valid(Number(found[1]), Number(found[2]), Number(found[3]))) return null;
  const day = new Date(2000, Number(found[2]) - 1, Number(found[3]));
  day.setFullYear(Number(found[1]), Number(found[2]) - 1, Number(found[3]));
  return day;
}

function valid(year: number, m: number, day: number): string | null {
  const date = new Date(2000, 0, 1);
  date.setFullYear(year, m - 1, day);
  const same = date.getFullYear() === year && date.getMonth() === m - 1 && date.getDate() === day;
  return same && year >= 1 ? iso(date) : null;
}

function fullYear(text: string | undefined): number {
  const year = Number(text);
  return text?.length === 2 ? 2000 + year : year;
}

function monthNumber(word: string | undefined): number {
  if (!word || word.length < 3) return 0;
  return MONTHS.findIndex((name) => name.startsWith(word === 'sept' ? 'sep' : word)) + 1;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
