import type { Block } from '../../bindings';

type List = Exclude<Block, { type: 'paragraph' }>;

/** A line of text, with the sign of a list before its words if one stands there. */
interface Line {
  words: string;
  indent: number;
  sign: Sign | null;
  /** A blank line stands before it. */
  apart: boolean;
}

interface Sign {
  /** What signs of one list have in common. */
  kind: string;
  list: List['type'];
  /** The place in its list that a number says, from 1. */
  nth: number;
}

// Bullets as they are copied: also those of Symbol and Wingdings, which have no character of their own.
const BULLET = /^([•●○◦▪▫■□‣⁃∙·➢➤✓\uf0b7\uf0a7\uf0d8\uf076\uf0fc*])(?:\s+|$)/;
const DASH = /^([-–—])\s+/;
const HOLLOW = /^(o)\s+/;
const NUMBER = /^\(?(\d{1,3}|[a-z]|[ivx]{2,4})[.)](?:\s+|$)/;
const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x'];
const LIGATURES: Record<string, string> = { ﬀ: 'ff', ﬁ: 'fi', ﬂ: 'fl', ﬃ: 'ffi', ﬄ: 'ffl', ﬅ: 'st', ﬆ: 'st' };
/** Shorter lines than this, in characters, are not wrapped ones but lines of their own: an address, a list of names. */
const NARROWEST = 30;

/**
 * Reads plain text from a clipboard as prose: lines that begin with a bullet, a dash or a number become lists, and lines that a
 * PDF viewer wrapped become paragraphs again.
 */
export function blocksFromText(text: string): Block[] {
  const clean = text.replace(/\r\n?|[\f\u2028\u2029]/g, '\n').replace(/[ﬀ-ﬆ]/g, (c) => LIGATURES[c] ?? c);
  const lines = linesOf(clean);
  settle(lines);
  return blocksOf(entriesOf(lines), clean);
}

/** Cuts text into lines that are not blank; a sign alone in its line gets the words of the next. */
function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let apart = true;
  for (const whole of text.split('\n')) {
    const line = read(whole.replace(/[\u00a0\u2007\u202f]/g, ' ').replace(/[\u200b\ufeff]/g, ''));
    const last = lines.at(-1);
    if (!line.words && !line.sign) apart = true;
    else if (last?.sign && !last.words && !line.sign && !apart) last.words = line.words;
    else {
      lines.push({ ...line, apart });
      apart = false;
    }
  }
  return lines;
}

/** Puts lines together that belong to one item or one paragraph. */
function entriesOf(lines: Line[]): Line[][] {
  const width = Math.max(...lines.map((line) => full(line).length));
  const entries: Line[][] = [];
  for (const line of lines) {
    const last = entries.at(-1)?.at(-1);
    if (last && !line.sign && !line.apart && wrapped(full(last), line.words, width)) entries.at(-1)?.push(line);
    else entries.push([line]);
  }
  return entries;
}

function read(whole: string): Omit<Line, 'apart'> {
  const words = whole.trim();
  const indent = whole.replace(/\t/g, '    ').search(/\S|$/);
  const bullet = BULLET.exec(words) ?? DASH.exec(words) ?? HOLLOW.exec(words);
  if (bullet) return { words: words.slice(bullet[0].length).trim(), indent, sign: { kind: bullet[1] ?? '', list: 'bullets', nth: 0 } };
  const number = NUMBER.exec(words);
  if (!number) return { words, indent, sign: null };
  const [said, which = ''] = number;
  const roman = ROMAN.indexOf(which) + 1;
  const shape = said.trim().replace(which, '');
  const sign = /\d/.test(which)
    ? { kind: `1${shape}`, nth: Number(which) }
    : roman && which !== 'v' && which !== 'x'
      ? { kind: `i${shape}`, nth: roman }
      : { kind: `a${shape}`, nth: which.length === 1 ? which.charCodeAt(0) - 96 : 0 };
  return { words: words.slice(said.length).trim(), indent, sign: { ...sign, list: 'numbers' } };
}

/** Whether a line goes on in the next: it was full, or the next begins amid a sentence. */
function wrapped(line: string, next: string, width: number): boolean {
  if (/\p{L}[-\u2010\u00ad]$/u.test(line) && /^\p{Ll}/u.test(next)) return true;
  if (width < NARROWEST) return false;
  const first = /^\S+/.exec(next)?.[0] ?? '';
  const needed = line.length + 1 + first.length;
  // What a colon announces in short lines is a list without signs.
  if (line.endsWith(':') && next.length < width * 0.55) return false;
  if (/^["“‘(]?\p{Ll}/u.test(next) && !/[.!?:;]["”’)]?$/.test(line)) return needed > width * 0.55;
  return needed > width * (/[.!?:]["”’)]?$/.test(line) ? 0.95 : 0.85);
}

/** Takes for words what only looks like a sign: a dash amid a sentence, a year, a number that no list leads up to. */
function settle(lines: Line[]): void {
  let open = new Map<string, number>();
  for (const [i, line] of lines.entries()) {
    // A list ends where a paragraph stands apart from it.
    if (!line.sign && line.apart) open = new Map();
    if (!line.sign) continue;
    const { kind, list, nth } = line.sign;
    const before = open.get(kind) ?? 0;
    const announced = lines[i - 1] !== undefined && full(lines[i - 1] as Line).endsWith(':');
    const followed = lines.slice(i + 1).some((l) => l.sign?.kind === kind && (list === 'bullets' || l.sign.nth === nth + 1));
    const real =
      list === 'numbers' ? nth === before + 1 && (before > 0 || followed || announced)
      : kind === 'o' ? open.size > 0
      : /^[-–—]$/.test(kind) ? before > 0 || announced || ((line.apart || open.size > 0) && followed)
      : true;
    if (real) open.set(kind, list === 'numbers' ? nth : 1);
    else backToWords(line);
  }
}

/** Gives a line its sign back as words. */
function backToWords(line: Line): void {
  if (line.sign) line.words = `${asRead(line.sign)} ${line.words}`.trim();
  line.sign = null;
}

/** Gives a line as it was read. */
function full(line: Line): string {
  return line.sign ? `${asRead(line.sign)} ${line.words}` : line.words;
}

function asRead(sign: Sign): string {
  if (sign.list === 'bullets') return sign.kind;
  const letter = sign.kind.charAt(0);
  const said = letter === '1' ? String(sign.nth) : letter === 'i' ? (ROMAN[sign.nth - 1] ?? '') : String.fromCharCode(96 + sign.nth);
  const shape = sign.kind.slice(1);
  return shape.startsWith('(') ? `(${said}${shape.slice(1)}` : said + shape;
}

/** Puts items into lists, deeper ones into the item before them. */
function blocksOf(entries: Line[][], text: string): Block[] {
  const out: Block[] = [];
  let open: { kind: string; indent: number; list: List }[] = [];
  for (const lines of entries) {
    const [first] = lines;
    const words = joined(lines.map((line) => line.words), text);
    if (!first || !words) continue;
    const paragraph: Block = { type: 'paragraph', content: [{ type: 'text', text: words, strong: false, emphasis: false, link: null }] };
    const { sign, indent } = first;
    if (!sign) {
      open = [];
      out.push(paragraph);
      continue;
    }
    while (open.length > 1 && indent < (open.at(-1)?.indent ?? 0)) open.pop();
    const known = open.findIndex((o) => o.kind === sign.kind && Math.abs(o.indent - indent) < 2);
    if (known >= 0) open = open.slice(0, known + 1);
    const top = open.at(-1);
    if (top && known >= 0) top.list.items.push([paragraph]);
    else {
      const list: List = { type: sign.list, items: [[paragraph]] };
      const parent = top?.list.items.at(-1);
      if (parent) parent.push(list);
      else out.push(list);
      open.push({ kind: sign.kind, indent, list });
    }
  }
  return out;
}

/** Joins lines into one, and mends words that were cut at their ends. */
function joined(lines: string[], text: string): string {
  return lines.reduce((before, line) => (before ? join(before, line, text) : line), '').replace(/\s+/g, ' ').trim();
}

/** Ends of words that are no words themselves: what stands before them was cut, not compounded. */
const ENDINGS = /^(?:\p{Ll}{0,2}(?:tion|sion|cial|tial)(?:s|al|ally|ed|ing)?|(?:ment|ments|mental|ing|ings|ed|able|ably|ible|ibly|ity|ities|ness|ance|ances|ence|ences|ency|ally|tive|tives|sive|ture|tures|ular|ers|ors|ies|ised|ising|isation))(?!\p{L})/u;

function join(before: string, after: string, text: string): string {
  const cut = /(\p{L}+)([-\u2010\u00ad])$/u.exec(before);
  const rest = /^\p{Ll}+/u.exec(after)?.[0];
  const token = /\S+$/.exec(before)?.[0] ?? '';
  if (/^(?:https?:|www\.)/i.test(token) && /[-/=&?_]$/.test(token)) return before + after;
  if (cut && cut[2] === '\u00ad') return before.slice(0, -1) + after;
  if (cut && rest) {
    const whole = new RegExp(`(?<!\\p{L})${cut[1]}${rest}(?!\\p{L})`, 'iu');
    const compound = new RegExp(`(?<!\\p{L})${cut[1]}[-\u2010]${rest}(?!\\p{L})`, 'iu');
    const mend = !compound.test(text) && (whole.test(text) || ENDINGS.test(after));
    return (mend ? before.slice(0, -1) : before) + after;
  }
  // “2025-” and “26”, “Anglo-” and “Saxon”, “and/” and “or”: never with a blank.
  if (/[^\s][-\u2010–/]$/.test(before)) return before + after;
  return `${before} ${after}`;
}
