import type { Block, Inline } from '../../bindings';
import { readHtml, styleOf } from '../inert';
import { hasWords } from './convert';

interface Marks {
  strong: boolean;
  emphasis: boolean;
  link: string | null;
}

const PLAIN: Marks = { strong: false, emphasis: false, link: null };
const DROPPED = new Set(['SCRIPT', 'STYLE', 'META', 'LINK', 'TITLE', 'XML', 'O:P', 'IMG', 'SVG', 'OBJECT', 'IFRAME', 'HEAD', 'TEMPLATE', 'COLGROUP', 'CAPTION']);
const BLOCKS = new Set(['P', 'DIV', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'UL', 'OL', 'LI', 'TABLE', 'TBODY', 'THEAD', 'TFOOT', 'TR', 'BLOCKQUOTE', 'SECTION', 'ARTICLE', 'HEADER', 'FOOTER', 'MAIN', 'ASIDE', 'NAV', 'PRE', 'DL', 'DT', 'DD', 'FIGURE', 'FIGCAPTION', 'ADDRESS', 'FORM', 'FIELDSET', 'HR', 'CENTER', 'BODY']);
const SAFE = /^(https?:|mailto:|tel:)/i;

/**
 * Reads HTML from a clipboard (Word, Outlook, LibreOffice, a web page) as prose: paragraphs, lists, bold, italic, links and
 * footnotes; everything else is dropped, its words kept. Lists that Word writes as paragraphs become lists again.
 */
export function blocksFromHtml(html: string): Block[] {
  const body = readHtml(html);
  return new Reader(body).blocks();
}

class Reader {
  #body: Element;
  #notes: Map<string, Element>;

  constructor(body: Element) {
    this.#body = body;
    this.#notes = notesOf(body);
    for (const note of this.#notes.values()) note.remove();
    for (const list of body.querySelectorAll('[data-style*="footnote-list" i], [data-style*="endnote-list" i]')) list.remove();
  }

  blocks(): Block[] {
    return merged(this.#blocksIn(this.#body, PLAIN)).filter(hasWords);
  }

  #blocksIn(parent: Element, marks: Marks): Block[] {
    const out: Block[] = [];
    let line: Inline[] = [];
    const close = () => {
      const content = tidy(line);
      if (content.length) out.push({ type: 'paragraph', content });
      line = [];
    };
    for (const node of parent.childNodes) {
      if (isElement(node) && (DROPPED.has(node.tagName) || isIgnored(node))) continue;
      if (isElement(node) && isBlock(node)) {
        close();
        out.push(...this.#block(node, marks));
      } else line.push(...this.#inline(node, marks));
    }
    close();
    return out;
  }

  #block(element: Element, marks: Marks): Block[] {
    const within = marked(element, marks);
    const tag = element.tagName;
    if (tag === 'UL' || tag === 'OL') return this.#list(element, within);
    if (tag === 'TR') return this.#row(element, within);
    const level = wordLevel(element);
    if (level) {
      const ignored = [...element.querySelectorAll('[data-style*="mso-list" i]')].find(isIgnored)?.textContent?.trim();
      const sign = ignored ?? withoutSign(element);
      return [wordItem(sign, level, this.#blocksIn(element, within))];
    }
    return this.#blocksIn(element, within);
  }

  #list(element: Element, marks: Marks): Block[] {
    const items: Block[][] = [];
    for (const child of element.children) {
      const blocks = merged(child.tagName === 'LI' ? this.#blocksIn(child, marked(child, marks)) : this.#block(child, marks));
      if (!blocks.some(hasWords)) continue;
      // A list right in a list belongs to the item before it.
      if (child.tagName !== 'LI' && items.length) items.at(-1)?.push(...blocks);
      else items.push(blocks);
    }
    if (!items.length) return [];
    return [element.tagName === 'OL' ? { type: 'numbers', items } : { type: 'bullets', items }];
  }

  #row(row: Element, marks: Marks): Block[] {
    const cells = [...row.children]
      .map((cell) => this.#blocksIn(cell, marked(cell, marks)))
      .filter((blocks) => blocks.some(hasWords));
    if (cells.some((blocks) => blocks.length > 1 || blocks[0]?.type !== 'paragraph')) return cells.flat();
    const content = cells.flatMap((blocks, i): Inline[] => {
      const pieces = blocks[0]?.type === 'paragraph' ? blocks[0].content : [];
      return i ? [{ type: 'text', text: ' | ', ...PLAIN }, ...pieces] : pieces;
    });
    return content.length ? [{ type: 'paragraph', content: tidy(content) }] : [];
  }

  #inline(node: Node, marks: Marks): Inline[] {
    if (node.nodeType === 3) {
      const text = (node.textContent ?? '').replace(/[ \t\r\n\f]+/g, ' ');
      return text ? [{ type: 'text', text, ...marks }] : [];
    }
    if (!isElement(node) || DROPPED.has(node.tagName) || isIgnored(node)) return [];
    if (node.tagName === 'BR') return [{ type: 'break' }];
    // WebKit's way of keeping a blank that the page had.
    if (node.classList.contains('Apple-converted-space')) return [{ type: 'text', text: ' ', ...marks }];
    const note = this.#note(node);
    if (note) return [note];
    const within = marked(node, marks);
    return [...node.childNodes].flatMap((child) => this.#inline(child, within));
  }

  #note(element: Element): Inline | null {
    if (element.hasAttribute('data-footnote')) return { type: 'footnote', content: this.#noteWords(element) };
    const href = element.tagName === 'A' ? (element.getAttribute('href') ?? '') : '';
    // WebKit takes addresses inside the document away, and leaves the name that notes lead back to.
    const name = element.tagName === 'A' ? (/^_((?:ftn|edn))ref(\d+)$/.exec(element.getAttribute('name') ?? '') ?? []) : [];
    const cited = name[1] ? `_${name[1]}${name[2]}` : href.includes('#') ? href.slice(href.indexOf('#') + 1) : '';
    const body = this.#notes.get(cited);
    return body ? { type: 'footnote', content: this.#noteWords(body) } : null;
  }

  #noteWords(body: Element): Inline[] {
    const copy = body.cloneNode(true) as Element;
    // The number before the words of a note, which leads back to where it is cited.
    for (const back of copy.querySelectorAll('a[href*="#_ftnref"], a[href*="#_ednref"], a.sdfootnotesym, a.sdendnotesym, a[href*="fnref"], a[name^="_ftn"], a[name^="_edn"], a[role="doc-backlink"]'))
      back.remove();
    const paragraphs = this.#blocksIn(copy, PLAIN).flatMap((block) => (block.type === 'paragraph' ? [block.content] : []));
    const words = paragraphs.flatMap((content, i): Inline[] => (i ? [{ type: 'break' }, ...content] : content));
    return tidy(words.filter((piece) => piece.type !== 'footnote'));
  }
}

/** Finds the bodies of footnotes by the id that their citations name. */
function notesOf(body: Element): Map<string, Element> {
  const notes = new Map<string, Element>();
  // Word: <div style="mso-element:footnote" id="ftn1">, cited as #_ftn1.
  for (const note of body.querySelectorAll('[data-style*="mso-element" i]')) {
    if (/mso-element:\s*(foot|end)note(?!-)/i.test(styleOf(note))) notes.set(`_${note.id}`, note);
  }
  // The same through WebKit, which takes the style away.
  for (const note of body.querySelectorAll('div[id^="ftn"], div[id^="edn"]')) {
    if (/^(ftn|edn)\d+$/.test(note.id)) notes.set(`_${note.id}`, note);
  }
  // LibreOffice: <div id="sdfootnote1">, cited as #sdfootnote1sym.
  for (const note of body.querySelectorAll('[id^="sdfootnote"], [id^="sdendnote"]')) {
    if (/^sd(foot|end)note\d+$/.test(note.id)) notes.set(`${note.id}sym`, note);
  }
  // Web pages: <li id="fn1" role="doc-footnote">.
  for (const note of body.querySelectorAll('[role="doc-footnote"], [role="doc-endnote"], li[id^="fn"]')) {
    if (note.id) notes.set(note.id, note);
  }
  return notes;
}

function marked(element: Element, marks: Marks): Marks {
  const style = styleOf(element);
  const weight = /(?:^|[;\s])font-weight:\s*([a-z0-9]+)/i.exec(style)?.[1]?.toLowerCase();
  const slant = /(?:^|[;\s])font-style:\s*([a-z]+)/i.exec(style)?.[1]?.toLowerCase();
  const tag = element.tagName;
  let { strong, emphasis, link } = marks;
  if (tag === 'B' || tag === 'STRONG' || /^H[1-6]$/.test(tag) || tag === 'TH') strong = true;
  if (weight) strong = weight === 'bold' || weight === 'bolder' || Number(weight) >= 600;
  if (tag === 'I' || tag === 'EM' || tag === 'CITE') emphasis = true;
  if (slant) emphasis = slant === 'italic' || slant === 'oblique';
  const href = tag === 'A' ? element.getAttribute('href')?.trim() : undefined;
  if (href && SAFE.test(href)) link = href;
  return { strong, emphasis, link };
}

function isElement(node: Node): node is Element {
  return node.nodeType === 1;
}

function isBlock(element: Element): boolean {
  return BLOCKS.has(element.tagName) || [...element.children].some((child) => isBlock(child));
}

/** What Word says is not content: the bullet or number before the words of a list's paragraph. */
function isIgnored(element: Element): boolean {
  return /mso-list:\s*ignore/i.test(styleOf(element)) || element.hasAttribute('hidden');
}

/** Gives the depth of a list's paragraph of Word, from 1; 0 for others. */
function wordLevel(element: Element): number {
  if (element.tagName === 'LI') return 0;
  const level = /mso-list:[^;]*\blevel(\d+)/i.exec(styleOf(element))?.[1];
  if (level) return Number(level);
  // WebKit takes Word's own styles away. The class stays, and the margin: 36 points a level.
  if (!/^MsoListParagraph/.test(element.className) || !typedSign(element)) return 0;
  const margin = /(?:^|[;\s])margin(?:-left)?:\s*([^;]+)/i.exec(styleOf(element))?.[1]?.trim().split(/\s+/) ?? [];
  const left = points(margin.length > 1 ? (margin[3] ?? margin[1]) : margin[0]);
  return Math.max(1, Math.round(left / 36));
}

/** Gives a length in points; Word's usual one where there is none. */
function points(length: string | undefined): number {
  const [, number, unit] = /^([\d.]+)(pt|cm|in|px)?$/i.exec(length ?? '') ?? [];
  const each = { pt: 1, cm: 28.35, in: 72, px: 0.75 }[unit?.toLowerCase() ?? 'pt'] ?? 1;
  return number === undefined ? 36 : Number(number) * each;
}

const SIGN = /^[\s\u00a0]*((?:[·•o§▪‣-])|\(?(?:\d{1,3}|[a-z]{1,4})[.)])[\u00a0\s]{2,}/i;

/** Gives the bullet or number that Word typed before the words of a list's paragraph, with the blanks after it. */
function typedSign(element: Element): RegExpExecArray | null {
  return SIGN.exec(element.textContent ?? '');
}

/** Takes the typed bullet or number off the front of an item. */
function withoutSign(element: Element): string {
  const found = typedSign(element);
  let left = found?.[0].length ?? 0;
  const texts = (node: Node): Node[] => (node.nodeType === 3 ? [node] : [...node.childNodes].flatMap(texts));
  for (const text of texts(element)) {
    const words = text.textContent ?? '';
    const cut = Math.min(left, words.length);
    text.textContent = words.slice(cut);
    left -= cut;
    if (left === 0) break;
  }
  return found?.[1] ?? '';
}

/** A list item that is not yet in a list; {@link merged} finds those of one list together. */
const wordItems = new WeakMap<Block, number>();

function wordItem(sign: string, level: number, blocks: Block[]): Block {
  const numbered = /^\(?(\d+|[a-z]{1,4})[.)]/i.test(sign);
  const list: Block = numbered ? { type: 'numbers', items: [blocks] } : { type: 'bullets', items: [blocks] };
  wordItems.set(list, level);
  return list;
}

/** Puts Word's loose items that follow each other into one list, deeper ones into the item before them. */
function merged(blocks: Block[]): Block[] {
  const out: Block[] = [];
  let open: { level: number; list: Exclude<Block, { type: 'paragraph' }> }[] = [];
  for (const block of blocks) {
    const level = wordItems.get(block);
    if (level === undefined || block.type === 'paragraph') {
      open = [];
      out.push(block);
      continue;
    }
    while (open.length && (open.at(-1)?.level ?? 0) > level) open.pop();
    const top = open.at(-1);
    if (top?.level === level && top.list.type === block.type) top.list.items.push(...block.items);
    else {
      if (top?.level === level) open.pop();
      const parent = open.at(-1)?.list.items.at(-1);
      if (parent) parent.push(block);
      else out.push(block);
      open.push({ level, list: block });
    }
  }
  return out;
}

/** Joins neighbours that are marked alike and takes blanks from the ends. */
function tidy(content: Inline[]): Inline[] {
  const out: Inline[] = [];
  for (const piece of content) {
    const last = out.at(-1);
    if (piece.type !== 'text') out.push(piece);
    else if (last?.type === 'text' && last.strong === piece.strong && last.emphasis === piece.emphasis && last.link === piece.link)
      last.text = (last.text + piece.text).replace(/ {2,}/g, ' ');
    else if (last?.type === 'text' && last.text.endsWith(' ')) out.push({ ...piece, text: piece.text.replace(/^ +/, '') });
    else out.push({ ...piece, text: !last || last.type === 'break' ? piece.text.replace(/^ +/, '') : piece.text });
  }
  const kept = out.filter((piece) => piece.type !== 'text' || piece.text !== '');
  while (kept.length) {
    const last = kept.at(-1);
    if (last?.type === 'break') kept.pop();
    else if (last?.type === 'text' && !last.text.trim()) kept.pop();
    else {
      if (last?.type === 'text') last.text = last.text.trimEnd();
      break;
    }
  }
  while (kept[0]?.type === 'break') kept.shift();
  return kept;
}
