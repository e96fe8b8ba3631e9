import type { IconName } from "../../parts/icons";
import type { ListId } from "../../state/register-lists";
import { say, type MessageId } from "../../words/words";

/** The lists as they stand at the left. */
export const groups: { title: MessageId | null; lists: ListId[] }[] = [
  { title: null, lists: ["all", "mine", "waiting"] },
  { title: "register.list.due", lists: ["overdue", "soon"] },
  { title: "register.putaway", lists: ["archive"] },
];

export const iconOf: Record<ListId, IconName> = { all: "bullets", mine: "pen", waiting: "half", overdue: "clock", soon: "clock", archive: "archive" };

const names: Record<ListId, MessageId> = {
  all: "register.all", mine: "register.list.mine", waiting: "register.list.waiting", overdue: "register.filter.overdue", soon: "register.filter.soon", archive: "register.archive",
};

/** What a list is called. */
export function nameOf(list: ListId): string {
  return say(names[list]);
}
