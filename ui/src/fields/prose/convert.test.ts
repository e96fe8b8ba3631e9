import { describe, expect, test } from 'vitest';
import type { Block, Inline } from '../../bindings';
import { blocksOf, docOf, trimmed } from './convert';

/** Random numbers that are the same each time: mulberry32. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const WORDS = ['data', ' ', 'SEN’s ', 'Gŵyl', '“x”', '1. ', '- ', '🙂', '\u00a0', 'a<b>&amp;'];

function inline(next: () => number, noted: boolean): Inline {
  const roll = next();
  if (roll < 0.1) return { type: 'break' };
  if (roll < 0.25 && noted) return { type: 'footnote', content: pieces(next, false) };
  const link = next() < 0.3 ? `https://example.org/${Math.floor(next() * 3)}` : null;
  const text = Array.from({ length: 1 + Math.floor(next() * 3) }, () => WORDS[Math.floor(next() * WORDS.length)]).join('');
  return { type: 'text', text, strong: next() < 0.3, emphasis: next() < 0.3, link };
}

function pieces(next: () => number, noted: boolean): Inline[] {
  return joined(Array.from({ length: Math.floor(next() * 5) }, () => inline(next, noted)));
}

/** Neighbours that are marked alike are one piece. */
function joined(all: Inline[]): Inline[] {
  const out: Inline[] = [];
  for (const piece of all) {
    const last = out.at(-1);
    if (piece.type === 'text' && last?.type === 'text' && last.strong === piece.strong && last.emphasis === piece.emphasis && last.link === piece.link)
      last.text += piece.text;
    else out.push(piece);
  }
  return out;
}

function block(next: () => number, depth: number): Block {
  if (depth === 0 || next() < 0.5) return { type: 'paragraph', content: pieces(next, true) };
  const items = Array.from({ length: 1 + Math.floor(next() * 3) }, () =>
    Array.from({ length: 1 + Math.floor(next() * 2) }, () => block(next, depth - 1)),
  );
  return { type: next() < 0.5 ? 'bullets' : 'numbers', items };
}

describe('prose', () => {
  test('comes out of the editor as it went in, whatever it holds', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const next = random(seed);
      const blocks = Array.from({ length: 1 + Math.floor(next() * 4) }, () => block(next, 3));
      const doc = docOf(blocks);
      doc.check();
      expect(blocksOf(doc), `seed ${seed}`).toEqual(blocks);
    }
  }, 30_000);

  test('without blocks, or with an item without blocks, gets the paragraph that a caret needs', () => {
    expect(blocksOf(docOf([]))).toEqual([{ type: 'paragraph', content: [] }]);
    expect(blocksOf(docOf([{ type: 'bullets', items: [[]] }]))).toEqual([
      { type: 'bullets', items: [[{ type: 'paragraph', content: [] }]] },
    ]);
  });

  test('is unanswered when it holds no word, and loses empty lines at its ends', () => {
    const words: Block = { type: 'paragraph', content: [{ type: 'text', text: 'a', strong: false, emphasis: false, link: null }] };
    const empty: Block = { type: 'paragraph', content: [] };
    expect(trimmed([])).toBeNull();
    expect(trimmed([empty, { type: 'bullets', items: [[empty]] }])).toBeNull();
    expect(trimmed([empty, words, empty, words, empty, empty])).toEqual([words, empty, words]);
  });
});
