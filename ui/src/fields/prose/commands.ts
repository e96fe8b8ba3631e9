import { chainCommands, exitCode, liftEmptyBlock, toggleMark } from 'prosemirror-commands';
import type { MarkType, Node, NodeType, ResolvedPos } from 'prosemirror-model';
import { liftListItem, sinkListItem, splitListItem, wrapInList } from 'prosemirror-schema-list';
import { type Command, type EditorState, NodeSelection, TextSelection } from 'prosemirror-state';
import { bullets, emphasis, footnote, item, link, numbers, paragraph, schema, strong } from './schema';

export const toggleBold: Command = toggleMark(strong);
export const toggleItalic: Command = toggleMark(emphasis);
export const toggleBullets: Command = toggleList(bullets);
export const toggleNumbers: Command = toggleList(numbers);
export const indent: Command = sinkListItem(item);
export const outdent: Command = liftListItem(item);

/** Ends an item; an empty one leaves the list. */
export const endItem: Command = chainCommands(splitListItem(item), (state, dispatch) =>
  inItem(state) && !state.selection.$from.parent.content.size ? liftListItem(item)(state, dispatch) : liftEmptyBlock(state, dispatch),
);

/** Ends a line within a paragraph. */
export const breakLine: Command = chainCommands(exitCode, (state, dispatch) => {
  const node = schema.nodes.break?.create();
  if (!node) return false;
  dispatch?.(state.tr.replaceSelectionWith(node).scrollIntoView());
  return true;
});

/** Takes a list's first item out of it when Backspace is pressed at its start. */
export const leaveListBackward: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset > 0 || !inItem(state) || $from.index(-1) > 0) return false;
  return liftListItem(item)(state, dispatch);
};

/** Cites a new footnote at the end of the selection. */
export const addFootnote: Command = (state, dispatch) => {
  const { $to } = state.selection;
  if (!$to.parent.inlineContent || $to.parent.type !== paragraph) return false;
  if (dispatch) {
    const tr = state.tr.insert($to.pos, footnote.create());
    tr.setSelection(TextSelection.create(tr.doc, $to.pos + 1));
    dispatch(tr.scrollIntoView());
  }
  return true;
};

/** Whether a mark is on at the selection. */
export function isMarked(state: EditorState, type: MarkType): boolean {
  const { from, $from, to, empty } = state.selection;
  if (empty) return type.isInSet(state.storedMarks ?? $from.marks()) !== undefined;
  return state.doc.rangeHasMark(from, to, type);
}

/** Gives the type of the innermost list that the selection is in. */
export function listAt(state: EditorState): NodeType | null {
  const depth = listDepth(state.selection.$from);
  return depth ? state.selection.$from.node(depth).type : null;
}

/** Gives the link at the selection, with where its words begin and end. */
export function linkAt(state: EditorState): { from: number; to: number; href: string } | null {
  const { $from, from, to } = state.selection;
  const near = [...$from.marks(), ...($from.nodeAfter?.marks ?? [])].find((mark) => mark.type === link);
  if (!near) return null;
  const href = String(near.attrs.href);
  let start = $from.start();
  let found: { from: number; to: number; href: string } | null = null;
  $from.parent.forEach((child) => {
    const end = start + child.nodeSize;
    const on = child.marks.some((mark) => mark.type === link && mark.attrs.href === href);
    if (on && found && found.to === start) found = { ...found, to: end };
    else if (on && !(found && found.from <= from && found.to >= from)) found = { from: start, to: end, href };
    start = end;
  });
  return found ?? { from, to, href };
}

/** Sets the address of the selected words or of the link that the caret is in; where there are no words, it stands for itself. */
export function setLink(href: string | null): Command {
  return (state, dispatch) => {
    const at = linkAt(state);
    const { from, to, empty } = state.selection;
    const range = empty && at ? at : { from, to };
    const tr = state.tr;
    if (href === null) tr.removeMark(range.from, range.to, link);
    else if (range.from === range.to) tr.insert(from, schema.text(href.replace(/^mailto:/, ''), [link.create({ href })]));
    else tr.removeMark(range.from, range.to, link).addMark(range.from, range.to, link.create({ href }));
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

/** Makes an address of what was typed: “gov.uk” and “dpo@council.gov.uk” are enough. */
export function addressOf(typed: string): string | null {
  const text = typed.trim();
  if (!text) return null;
  if (/^(https?:\/\/|mailto:|tel:)/i.test(text)) return text;
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(text)) return `mailto:${text}`;
  return `https://${text.replace(/^\/+/, '')}`;
}

/** Gives the footnotes of a document with where they are cited. */
export function footnotesOf(doc: Node): { pos: number; node: Node }[] {
  const notes: { pos: number; node: Node }[] = [];
  doc.descendants((node, pos) => {
    if (node.type === footnote) notes.push({ pos, node });
    return node.type !== footnote;
  });
  return notes;
}

/** Whether a footnote itself is selected. */
export function selectedNote(state: EditorState): number | null {
  const { selection } = state;
  return selection instanceof NodeSelection && selection.node.type === footnote ? selection.from : null;
}

function toggleList(type: NodeType): Command {
  return (state, dispatch) => {
    const { $from, $to } = state.selection;
    const depth = listDepth($from);
    if (!depth) return wrapInList(type)(state, dispatch && ((tr) => dispatch(joined(tr, type))));
    if ($from.node(depth).type === type) return liftListItem(item)(state, dispatch);
    const range = $from.blockRange($to, (node) => node === $from.node(depth));
    if (!range) return false;
    dispatch?.(state.tr.setNodeMarkup($from.before(depth), type).scrollIntoView());
    return true;
  };
}

/** Joins a list that was just made to one of its kind right before or after it. */
function joined(tr: EditorState['tr'], type: NodeType): EditorState['tr'] {
  const { $from } = tr.selection;
  const depth = listDepth($from);
  if (!depth) return tr;
  const [before, after] = [$from.before(depth), $from.after(depth)];
  if (tr.doc.resolve(after).nodeAfter?.type === type) tr.join(after);
  if (tr.doc.resolve(before).nodeBefore?.type === type) tr.join(before);
  return tr;
}

function listDepth($pos: ResolvedPos): number {
  for (let depth = $pos.depth; depth > 0; depth--) {
    const { type } = $pos.node(depth);
    if (type === bullets || type === numbers) return depth;
  }
  return 0;
}

function inItem(state: EditorState): boolean {
  return state.selection.$from.node(-1)?.type === item;
}
