import type { Block, Inline } from '../../bindings';

/** Gives the words of the footnotes of prose, in the order in which they are cited. */
export function notesOf(blocks: Block[]): Inline[][] {
  return blocks.flatMap((block) =>
    block.type === 'paragraph'
      ? block.content.flatMap((piece) => (piece.type === 'footnote' ? [piece.content] : []))
      : block.items.flatMap(notesOf),
  );
}
