import { describe, expect, test } from 'vitest';
import type { Block } from '../../bindings';
import { blocksFromText } from './plain';

/** Writes blocks short: lists with - and #, deeper ones indented. */
function short(blocks: Block[]): string[] {
  return blocks.flatMap((block) => {
    if (block.type === 'paragraph') return [block.content.map((piece) => (piece.type === 'text' ? piece.text : '')).join('')];
    const sign = block.type === 'bullets' ? '- ' : '# ';
    return block.items.flatMap((item) => short(item).map((line, i) => (i ? '  ' : sign) + line));
  });
}

const read = (...lines: string[]) => short(blocksFromText(lines.join('\n')));

describe('lines that a PDF viewer wrapped', () => {
  test('become paragraphs again', () => {
    expect(read(
      'The council must provide travel free of charge to eligible children. It',
      'tells the operator who is to be carried, from where, at what time, and',
      'what the crew must know to keep the child well.',
      'Attendance is sent back each day. Location history is kept for 30 days',
      'and is then deleted by Wayline.',
      '',
      'Nothing else is shared.',
    )).toEqual([
      'The council must provide travel free of charge to eligible children. It tells the operator who is to be carried, from where, at what time, and what the crew must know to keep the child well.',
      'Attendance is sent back each day. Location history is kept for 30 days and is then deleted by Wayline.',
      'Nothing else is shared.',
    ]);
  });

  test('join where a sentence ends at the end of a full line', () => {
    expect(read('The operator is told who is to be carried, and when each child is ready.', 'Attendance is sent back each day, with every delay.', 'No more.')).toEqual([
      'The operator is told who is to be carried, and when each child is ready. Attendance is sent back each day, with every delay.',
      'No more.',
    ]);
  });

  test('stay lines where they are short: an address, a list of names', () => {
    expect(read('Town Hall', 'Market Square', 'Calderwick')).toEqual(['Town Hall', 'Market Square', 'Calderwick']);
    expect(read('name', 'address', 'date of birth')).toEqual(['name', 'address', 'date of birth']);
    expect(read('Records of the transport team are kept as follows, in this order:', 'name', 'address')).toEqual(['Records of the transport team are kept as follows, in this order:', 'name', 'address']);
  });

  test('mend a word cut at the end of a line only where the text or its ending says so', () => {
    const before = 'The words of the line before, long enough to make it a full one,';
    const cut = (one: string, two: string) => read(`${before} ${one}`, two).join(' / ').slice(before.length + 1);
    expect(cut('the informa-', 'tion is kept')).toBe('the information is kept');
    expect(cut('the pro-', 'cessing is lawful; all processing')).toContain('the processing is lawful');
    expect(cut('a decision-', 'making body')).toBe('a decision-making body');
    expect(cut('a well-', 'known risk')).toBe('a well-known risk');
    expect(cut('a co-', 'operation that is a co-operation')).toContain('a co-operation that');
    expect(cut('a trans\u00ad', 'port')).toBe('a transport');
    expect(cut('in 2025-', '26 at the latest')).toBe('in 2025-26 at the latest');
    expect(cut('by drivers and/', 'or crews')).toContain('and/or crews');
    expect(cut('see https://www.gov.uk/', 'guidance/dpia')).toContain('https://www.gov.uk/guidance/dpia');
    expect(cut('kept by the council –', 'and by nobody else')).toContain('council – and');
  });

  test('lose no letter and no word', () => {
    const text = ['1. ﬁrst of two', '– a dash, and', '', '(a) a letter', '3) out of turn', '\u00a0o\thollow', '* star', '12. August', 'Wor-', 'd'].join('\n');
    const letters = (s: string) => s.normalize('NFKC').replace(/[^\p{L}]/gu, '');
    const kept = short(blocksFromText(text)).join('');
    // Signs that became lists are letters no longer: the (a) and the o.
    expect(letters(kept).length).toBeGreaterThanOrEqual(letters(text).length - 2);
    expect(kept).toContain('12. August');
  });
});

describe('lines that begin with a sign', () => {
  test('become bullets, wrapped ones and deeper ones too', () => {
    expect(read(
      'Redrawn on 4 June with the transport team:',
      '•\tSchool to council: needs, medical conditions, a named adult and what the',
      'crew must know',
      '•\tCouncil to operator:',
      'o\tpick-up point',
      'o\tcontact',
      '• Operator to council: attendance',
      'Nothing else is sent.',
    )).toEqual([
      'Redrawn on 4 June with the transport team:',
      '- School to council: needs, medical conditions, a named adult and what the crew must know',
      '- Council to operator:',
      '  - pick-up point',
      '  - contact',
      '- Operator to council: attendance',
      'Nothing else is sent.',
    ]);
  });

  test('become bullets where the sign stands in a line of its own, or has no character of its own', () => {
    expect(read('•', 'names', '•', 'addresses')).toEqual(['- names', '- addresses']);
    expect(read('\uf0b7 names', '\uf0b7 addresses')).toEqual(['- names', '- addresses']);
  });

  test('become numbers where they count from one', () => {
    expect(read('1. Ask the school.', '2. Write to the operator.', '3. Keep the reply.')).toEqual(['# Ask the school.', '# Write to the operator.', '# Keep the reply.']);
    expect(read('It is done so:', '(a) by letter', '(b) by telephone:', '  i. at once', '  ii. each day', '(c) in person')).toEqual([
      'It is done so:', '# by letter', '# by telephone:', '  # at once', '  # each day', '# in person',
    ]);
  });

  test('become a list of dashes where there are more than one, deeper by their indent', () => {
    expect(read('- names', '  - first names', '- addresses')).toEqual(['- names', '  - first names', '- addresses']);
  });

  test('stay words where no list is meant', () => {
    expect(read('The scheme is reviewed by the transport board at the latest in June', '2026. It is then adopted.')).toEqual(['The scheme is reviewed by the transport board at the latest in June 2026. It is then adopted.']);
    expect(read('The council shares what crews need to keep a child well and nothing', '– not even the address – that they do not.')).toEqual(['The council shares what crews need to keep a child well and nothing – not even the address – that they do not.']);
    expect(read('1. Introduction', 'This form was adopted.')).toEqual(['1. Introduction', 'This form was adopted.']);
    expect(read('-5 degrees', '-6 degrees')).toEqual(['-5 degrees', '-6 degrees']);
  });
});
