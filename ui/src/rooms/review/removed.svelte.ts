import { tick } from "svelte";

import type { Comment } from "../../bindings";
import type { OpenAssessment } from "../../state/assessment.svelte";
import { live } from "../../state/live.svelte";
import { say } from "../../words/words";
import { focusComment } from "./comments";

/** The comment removed last, for as long as its removal is what Undo undoes. */
export class Removed {
  comment = $state.raw<Comment | null>(null);
  #revision = $state(-1);
  #open: OpenAssessment;

  constructor(open: OpenAssessment) {
    this.#open = open;
  }

  /** The words of what was removed; null when it is too late to undo it. */
  get words(): string | null {
    return this.comment && this.#revision === this.#open.state.revision ? say("comment.removed", { question: this.#open.title(this.comment.question) }) : null;
  }

  /** Notes that a comment was removed, once it is. */
  async note(comment: Comment): Promise<void> {
    await this.#open.flush();
    this.comment = comment;
    this.#revision = this.#open.state.revision;
    if (this.words) live.say(this.words);
  }

  /** Puts it back. */
  async undo(pane: ParentNode): Promise<void> {
    const id = this.comment?.id ?? "";
    this.comment = null;
    await this.#open.undo();
    await tick();
    focusComment(id, pane);
  }
}
