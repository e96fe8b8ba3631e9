import { Schema } from 'prosemirror-model';

/** The schema of prose: block by block and mark by mark what `Block` and `Inline` can say, and nothing else. */
export const schema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    paragraph: {
      group: 'block',
      content: 'inline*',
      parseDOM: [{ tag: 'p' }],
      toDOM: () => ['p', 0],
    },
    bullets: {
      group: 'block',
      content: 'item+',
      parseDOM: [{ tag: 'ul' }],
      toDOM: () => ['ul', 0],
    },
    numbers: {
      group: 'block',
      content: 'item+',
      parseDOM: [{ tag: 'ol' }],
      toDOM: () => ['ol', 0],
    },
    item: {
      content: 'block+',
      defining: true,
      parseDOM: [{ tag: 'li' }],
      toDOM: () => ['li', 0],
    },
    text: { group: 'inline note' },
    break: {
      group: 'inline note',
      inline: true,
      selectable: false,
      parseDOM: [{ tag: 'br' }],
      toDOM: () => ['br'],
    },
    footnote: {
      group: 'inline',
      inline: true,
      atom: true,
      content: 'note*',
      draggable: false,
      parseDOM: [{ tag: 'span[data-footnote]' }],
      toDOM: () => ['span', { 'data-footnote': '' }, 0],
    },
  },
  marks: {
    link: {
      attrs: { href: { validate: 'string' } },
      inclusive: false,
      parseDOM: [{ tag: 'a[href]', getAttrs: (node) => ({ href: node.getAttribute('href') ?? '' }) }],
      toDOM: (mark) => ['a', { href: String(mark.attrs.href) }, 0],
    },
    strong: {
      parseDOM: [{ tag: 'strong' }, { tag: 'b' }],
      toDOM: () => ['strong', 0],
    },
    emphasis: {
      parseDOM: [{ tag: 'em' }, { tag: 'i' }],
      toDOM: () => ['em', 0],
    },
  },
});

export const { paragraph, bullets, numbers, item, footnote } = schema.nodes as Record<
  'paragraph' | 'bullets' | 'numbers' | 'item' | 'footnote',
  (typeof schema.nodes)[string]
>;
export const { strong, emphasis, link } = schema.marks as Record<
  'strong' | 'emphasis' | 'link',
  (typeof schema.marks)[string]
>;
