import { baseKeymap, chainCommands } from 'prosemirror-commands';
import { history, redo, undo } from 'prosemirror-history';
import { inputRules, wrappingInputRule } from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import { Fragment, type Node, Slice } from 'prosemirror-model';
import { type Command, EditorState, Selection, TextSelection } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import type { Block } from '../../bindings';
import { addFootnote, breakLine, endItem, footnotesOf, indent, leaveListBackward, outdent, toggleBold, toggleBullets, toggleItalic, toggleNumbers } from './commands';
import { blocksOf, docOf, inlineNodes } from './convert';
import { inert } from '../inert';
import { blocksFromHtml } from './paste';
import { blocksFromText } from './plain';
import { bullets, numbers, paragraph, schema } from './schema';

/** What an editor tells and asks for. */
export interface Asks {
  attributes: (state: EditorState) => Record<string, string>;
  /** The document or the selection is another. */
  changed: (view: EditorView, words: boolean) => void;
  /** A link is to be made or changed. */
  link: () => boolean;
  /** A new footnote was cited, or one is to be read: its words are to be edited. */
  note: (index: number) => void;
  toolbar: () => boolean;
  /** Undo or redo is asked for and there is nothing of this visit to undo. */
  nothingToUndo: () => void;
}

const { 'Mod-Enter': _addsRow, 'Mod-Delete': _removesRow, ...basics } = baseKeymap;

/** Keys that the text and its footnotes share. */
export function commonKeys(asks: Pick<Asks, 'link' | 'toolbar'>): Record<string, Command> {
  return {
    'Mod-b': toggleBold,
    'Mod-i': toggleItalic,
    'Mod-k': () => asks.link(),
    'Alt-F10': () => asks.toolbar(),
    'Shift-Enter': breakLine,
  };
}

/** Mounts an editor of blocks. */
export function mountEditor(place: HTMLElement, blocks: Block[], asks: Asks): EditorView {
  const note: Command = (state, dispatch, view) => {
    if (!addFootnote(state, dispatch)) return false;
    if (view) asks.note(footnotesOf(view.state.doc).findIndex(({ pos }) => pos === view.state.selection.from - 1));
    return true;
  };
  const orNothing = (command: Command): Command => (state, dispatch) => command(state, dispatch) || (asks.nothingToUndo(), false);
  const keys: Record<string, Command> = {
    ...commonKeys(asks),
    'Mod-Shift-8': toggleBullets,
    'Mod-Shift-7': toggleNumbers,
    'Mod-Shift-n': note,
    'Mod-]': indent,
    'Mod-[': outdent,
    'Mod-z': orNothing(undo),
    'Mod-y': orNothing(redo),
    'Mod-Shift-z': orNothing(redo),
    Enter: endItem,
    Backspace: leaveListBackward,
  };
  const view: EditorView = new EditorView(
    { mount: place },
    {
      state: EditorState.create({
        doc: docOf(blocks),
        plugins: [
          inputRules({ rules: [wrappingInputRule(/^\s*([-*•])\s$/, bullets), wrappingInputRule(/^\s*1[.)]\s$/, numbers)] }),
          keymap(keys),
          keymap({ ...basics, Enter: chainCommands(basics.Enter ?? (() => false)) }),
          history(),
        ],
      }),
      attributes: asks.attributes,
      nodeViews: {
        footnote: () => {
          const dom = document.createElement('sup');
          dom.className = 'note-mark';
          return { dom, ignoreMutation: () => true };
        },
      },
      dispatchTransaction(tr) {
        view.updateState(view.state.apply(tr));
        asks.changed(view, tr.docChanged && !tr.getMeta('outside'));
      },
      handleClickOn(_, __, node, pos) {
        if (node.type.name !== 'footnote') return false;
        asks.note(footnotesOf(view.state.doc).findIndex((one) => one.pos === pos));
        return true;
      },
      transformPastedHTML: inert,
      handleDOMEvents: { beforeinput: nativeUndo, paste },
    },
  );
  return view;
}

/** Takes pasted HTML in as prose, and plain text of more than a line, as a PDF viewer gives it; a line is left to the editor. */
function paste(view: EditorView, event: ClipboardEvent): boolean {
  // A paste without styles, by Ctrl Shift V, brings no HTML along.
  const html = event.clipboardData?.getData('text/html');
  const text = event.clipboardData?.getData('text/plain') ?? '';
  const blocks = html ? blocksFromHtml(html) : /[\r\n]./.test(text) ? blocksFromText(text) : [];
  if (!blocks.length) return false;
  event.preventDefault();
  const { content } = docOf(blocks);
  const open = (node: Node | null) => (node?.type === paragraph ? 1 : 0);
  view.dispatch(
    view.state.tr
      .replaceSelection(new Slice(content, open(content.firstChild), open(content.lastChild)))
      .scrollIntoView()
      .setMeta('paste', true),
  );
  return true;
}

/** Takes pasted HTML in as the words of a footnote. */
export function pasteNote(view: EditorView, event: ClipboardEvent): boolean {
  event.preventDefault();
  const html = event.clipboardData?.getData('text/html');
  const text = event.clipboardData?.getData('text/plain') ?? '';
  const lines = html ? blocksFromHtml(html) : [];
  const pieces = lines.flatMap((block, i) =>
    block.type === 'paragraph' ? [...(i ? [schema.node('break')] : []), ...inlineNodes(block.content.filter((p) => p.type !== 'footnote'))] : [],
  );
  const line = text.replace(/\s+/g, ' ').trim();
  const content = pieces.length ? Fragment.from(pieces) : line ? Fragment.from(schema.text(line)) : null;
  if (!content) return true;
  view.dispatch(view.state.tr.replaceSelection(new Slice(content, 0, 0)).scrollIntoView());
  return true;
}

/** Keeps the browser's own undo out: it knows nothing of the document. */
export function nativeUndo(_: EditorView, event: InputEvent): boolean {
  if (!event.inputType.startsWith('history')) return false;
  event.preventDefault();
  return true;
}

/** Shows other blocks in an editor, changing only what differs, so that the caret stays by its words. */
export function showBlocks(view: EditorView, blocks: Block[]): void {
  replaceChanged(view, docOf(blocks));
}

/** Shows another document in an editor, changing only what differs. */
export function replaceChanged(view: EditorView, next: Node): void {
  const old = view.state.doc;
  const start = old.content.findDiffStart(next.content);
  const ends = old.content.findDiffEnd(next.content);
  if (start === null || !ends) return;
  const overlap = Math.max(0, start - Math.min(ends.a, ends.b));
  const tr = view.state.tr.replace(start, ends.a + overlap, next.slice(start, ends.b + overlap));
  view.dispatch(tr.setMeta('outside', true).setMeta('addToHistory', false));
}

/** Puts the caret where it was asked for: under the pointer, else at the end. */
export function placeCaret(view: EditorView, at: { x: number; y: number } | null): void {
  const under = at && view.posAtCoords({ left: at.x, top: at.y });
  const selection = under ? Selection.near(view.state.doc.resolve(under.pos)) : Selection.atEnd(view.state.doc);
  view.dispatch(view.state.tr.setSelection(selection));
  view.focus();
}

/** Puts the caret behind a footnote's mark. */
export function caretAfter(view: EditorView, pos: number): void {
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, Math.min(pos, view.state.doc.content.size))));
  view.focus();
}

export { blocksOf };
