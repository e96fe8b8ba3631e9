import type { Mark, Node } from 'prosemirror-model';
import type { Block, Inline } from '../../bindings';
import { schema } from './schema';

/** Makes a document of blocks. An editor needs a paragraph where there is nothing: in a document, in an item. */
export function docOf(blocks: Block[]): Node {
  return schema.node('doc', null, blocks.length ? blocks.map(blockNode) : [schema.node('paragraph')]);
}

/** Makes blocks of a document. */
export function blocksOf(doc: Node): Block[] {
  return children(doc).map(blockOf);
}

/** Makes nodes of the pieces of a paragraph. */
export function inlineNodes(content: Inline[]): Node[] {
  return content.flatMap((piece): Node[] => {
    if (piece.type === 'break') return [schema.node('break')];
    if (piece.type === 'footnote') {
      const words = inlineNodes(piece.content.filter((inner) => inner.type !== 'footnote'));
      return [schema.node('footnote', null, words)];
    }
    return piece.text ? [schema.text(piece.text, marksOf(piece))] : [];
  });
}

/** Makes the pieces of a paragraph of its nodes. */
export function inlineOf(parent: Node): Inline[] {
  return children(parent).map((node): Inline => {
    if (node.type.name === 'break') return { type: 'break' };
    if (node.type.name === 'footnote') return { type: 'footnote', content: inlineOf(node) };
    const has = (name: string) => node.marks.find((mark) => mark.type.name === name);
    const href: unknown = has('link')?.attrs.href;
    return {
      type: 'text',
      text: (node.text ?? '').replace(/[\r\n]+/g, ' '),
      strong: has('strong') !== undefined,
      emphasis: has('emphasis') !== undefined,
      link: typeof href === 'string' ? href : null,
    };
  });
}

/** Takes empty paragraphs from the ends; gives null where no word is left. */
export function trimmed(blocks: Block[]): Block[] | null {
  if (!blocks.some(hasWords)) return null;
  const blank = (block: Block) => block.type === 'paragraph' && !hasWords(block);
  const from = blocks.findIndex((block) => !blank(block));
  return blocks.slice(from, blocks.findLastIndex((block) => !blank(block)) + 1);
}

/** Whether a block says anything. */
export function hasWords(block: Block): boolean {
  if (block.type !== 'paragraph') return block.items.some((blocks) => blocks.some(hasWords));
  return block.content.some(
    (piece) =>
      (piece.type === 'text' && piece.text.trim() !== '') ||
      (piece.type === 'footnote' && hasWords({ type: 'paragraph', content: piece.content })),
  );
}

function blockNode(block: Block): Node {
  if (block.type === 'paragraph') return schema.node('paragraph', null, inlineNodes(block.content));
  const items = block.items.length ? block.items : [[]];
  return schema.node(
    block.type,
    null,
    items.map((blocks) => schema.node('item', null, blocks.length ? blocks.map(blockNode) : [schema.node('paragraph')])),
  );
}

function blockOf(node: Node): Block {
  if (node.type.name === 'paragraph') return { type: 'paragraph', content: inlineOf(node) };
  const items = children(node).map((entry) => children(entry).map(blockOf));
  return node.type.name === 'bullets' ? { type: 'bullets', items } : { type: 'numbers', items };
}

function marksOf(piece: Extract<Inline, { type: 'text' }>): Mark[] {
  const marks: Mark[] = [];
  if (piece.link !== null) marks.push(schema.mark('link', { href: piece.link }));
  if (piece.strong) marks.push(schema.mark('strong'));
  if (piece.emphasis) marks.push(schema.mark('emphasis'));
  return marks;
}

function children(node: Node): Node[] {
  const all: Node[] = [];
  node.forEach((child) => void all.push(child));
  return all;
}
