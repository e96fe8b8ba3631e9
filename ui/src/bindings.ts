// Generated from the Rust types in desk::wire by `BLESS=1 cargo test -p tests bindings`. Do not edit.

/**
 * The answer of a field or a cell; what is not answered is not there.
 */
export type Answer = { "kind": "text", "value": string } | { "kind": "prose", "value": Array<Block> } | { "kind": "date", "value": string } | { "kind": "yes_no", "value": YesNo } | { "kind": "choice", "value": Choice } | { "kind": "boxes", "value": Array<string> } | { "kind": "table", "value": Array<Row> } | { "kind": "conditions", "value": Array<string> } | { "kind": "attachments", "value": Array<Attachment> } | { "kind": "approval", "value": Approval } | { "kind": "row_ref", "value": string };

/**
 * The answer to a yes/no question.
 */
export type YesNo = "yes" | "no" | { "other": string };

/**
 * The answer to a choice.
 */
export type Choice = { "option": string } | { "other": string };

/**
 * A row of a table.
 */
export type Row = { 
/**
 * Its id, unique in its table and never changed.
 */
id: string, 
/**
 * The cells that are answered, by column.
 */
cells: { [key in string]: Answer }, };

/**
 * A block of rich text.
 */
export type Block = { "type": "paragraph", 
/**
 * Its words.
 */
content: Array<Inline>, } | { "type": "bullets", 
/**
 * Its items.
 */
items: Array<Array<Block>>, } | { "type": "numbers", 
/**
 * Its items.
 */
items: Array<Array<Block>>, };

/**
 * A piece of a paragraph.
 */
export type Inline = { "type": "text", 
/**
 * The words.
 */
text: string, 
/**
 * Bold.
 */
strong: boolean, 
/**
 * Italic.
 */
emphasis: boolean, 
/**
 * The address that they link to.
 */
link: string | null, } | { "type": "footnote", 
/**
 * Its words.
 */
content: Array<Inline>, } | { "type": "break" };

/**
 * An attached file.
 */
export type Attachment = { 
/**
 * SHA-256 of its content.
 */
sha256: string, 
/**
 * What it is called in the document.
 */
title: string, 
/**
 * The name of the file.
 */
file_name: string, 
/**
 * Its size in bytes.
 */
size: number, 
/**
 * What kind of file it is: “PDF”.
 */
what: string, 
/**
 * Its pages, where they are known.
 */
pages: number | null, 
/**
 * Its pages as they are printed after the form; none when it is only named there.
 */
printed: Array<PrintedPage>, };

/**
 * A page of an attached file, as it is printed.
 */
export type PrintedPage = { 
/**
 * SHA-256 of its picture.
 */
sha256: string, 
/**
 * The words that stand for it.
 */
words: string, 
/**
 * The width at which it is printed at most, in points.
 */
width: number, 
/**
 * The height at which it is printed at most, in points.
 */
height: number, };

/**
 * Who approved, and when.
 */
export type Approval = { 
/**
 * What was decided, by option id.
 */
outcome: string | null, 
/**
 * Name and office.
 */
name: string, 
/**
 * A day, or the officer's own words.
 */
date: string, };

/**
 * A field, or a cell of a table's row.
 */
export type Place = { 
/**
 * The field's id.
 */
field: string, 
/**
 * The row's id.
 */
row: string | null, 
/**
 * The column's id.
 */
column: string | null, };

/**
 * A change. Those of an assessment's life have commands of their own.
 */
export type Change = { "do": "set_answer", 
/**
 * Where.
 */
at: Place, 
/**
 * What; null for unanswered.
 */
answer: Answer | null, } | { "do": "insert_row", 
/**
 * The table.
 */
field: string, 
/**
 * Its place among the rows, from 0.
 */
index: number, 
/**
 * The row.
 */
row: Row, } | { "do": "remove_row", 
/**
 * The table.
 */
field: string, 
/**
 * The row's id.
 */
row: string, } | { "do": "move_row", 
/**
 * The table.
 */
field: string, 
/**
 * The row's id.
 */
row: string, 
/**
 * Its new place, from 0.
 */
to: number, } | { "do": "set_name", 
/**
 * The name.
 */
name: string, } | { "do": "set_organisation", 
/**
 * The organisation.
 */
organisation: string, } | { "do": "keep", 
/**
 * The finding's key.
 */
finding: string, 
/**
 * The reason.
 */
reason: string | null, } | { "do": "add_comment", 
/**
 * The comment's id, drawn by the window.
 */
id: string, 
/**
 * The question, by id.
 */
question: string, 
/**
 * The words.
 */
text: string, } | { "do": "remove_comment", 
/**
 * The comment's id.
 */
id: string, } | { "do": "resolve_comment", 
/**
 * The comment's id.
 */
id: string, 
/**
 * Whether it is settled.
 */
resolved: boolean, } | { "do": "several", 
/**
 * The changes, in order.
 */
changes: Array<Change>, };

/**
 * A template, as the window draws it.
 */
export type Form = { 
/**
 * The template's id.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * The title that the paper bears.
 */
title: string, 
/**
 * The parts, in order.
 */
sections: Array<FormSection>, 
/**
 * The lists of conditions, by group.
 */
conditions: Array<ConditionGroup>, 
/**
 * Which fields play a part.
 */
roles: Roles, };

/**
 * A part of the form.
 */
export type FormSection = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its number.
 */
number: string | null, 
/**
 * Its title.
 */
title: string, 
/**
 * A short title for lists.
 */
short: string, 
/**
 * How its questions are arranged.
 */
shape: Shape, 
/**
 * The heads of its columns, in a screening or an approvals section.
 */
heads: Array<string>, 
/**
 * An instruction under the title.
 */
instruction: string | null, 
/**
 * Words that close it.
 */
closing: Array<string>, 
/**
 * Its questions.
 */
questions: Array<FormQuestion>, 
/**
 * Its definitions, in a glossary.
 */
glossary: Array<Array<Block>>, };

/**
 * How the questions of a section are arranged.
 */
export type Shape = "labels" | "open" | "screening" | "numbered" | "table" | "approvals" | "glossary";

/**
 * A question.
 */
export type FormQuestion = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its printed number.
 */
number: string | null, 
/**
 * Its wording.
 */
wording: string, 
/**
 * Words of the wording in regular type.
 */
aside: string | null, 
/**
 * Guidance, a paragraph each.
 */
guidance: Array<string>, 
/**
 * A short name for lists.
 */
short: string, 
/**
 * Its category, in a screening section.
 */
category: string | null, 
/**
 * The form's own words in the notes column.
 */
note: string | null, 
/**
 * A table of cells that are fields.
 */
matrix: QuestionMatrix | null, 
/**
 * Whether it counts towards progress.
 */
counts: boolean, 
/**
 * Its fields.
 */
fields: Array<FormField>, };

/**
 * A table whose cells are fields.
 */
export type QuestionMatrix = { 
/**
 * Its columns.
 */
columns: Array<MatrixColumn>, 
/**
 * Its bands.
 */
bands: Array<Band>, };

/**
 * A column of a matrix.
 */
export type MatrixColumn = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its head.
 */
title: string, };

/**
 * A band of a matrix.
 */
export type Band = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its title.
 */
title: string, };

/**
 * A field.
 */
export type FormField = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its label, where the question has several.
 */
label: string | null, 
/**
 * The kind of its answer.
 */
kind: FieldKind, 
/**
 * Whether sign-off needs it.
 */
required: boolean, 
/**
 * Whether it stands at the right of the wording or of its label.
 */
beside: boolean, 
/**
 * A label shared with neighbours.
 */
group: string | null, 
/**
 * The title over its grid of boxes.
 */
grid_title: string | null, 
/**
 * The band of the question's matrix that it stands in.
 */
band: string | null, 
/**
 * The column of the question's matrix that it stands in.
 */
column: string | null, 
/**
 * Whether it stands in the notes column of an approvals section, or is a note to a table.
 */
notes: boolean, };

/**
 * The kind of an answer.
 */
export type FieldKind = { "type": "text", 
/**
 * `email` or `telephone`.
 */
format: string | null, } | { "type": "prose" } | { "type": "date" } | { "type": "yes_no", 
/**
 * Whether other words may stand instead.
 */
other: boolean, } | { "type": "choice", 
/**
 * The options.
 */
options: Array<Opt>, 
/**
 * Whether they are levels, from the least to the most.
 */
levels: boolean, 
/**
 * Whether other words may stand instead.
 */
other: boolean, } | { "type": "boxes", 
/**
 * The boxes, in rows as on the paper.
 */
rows: Array<Array<BoxItem>>, } | { "type": "table", 
/**
 * Its columns.
 */
columns: Array<Column>, 
/**
 * Its rows, where the form fixes them.
 */
fixed: Array<FixedRow>, 
/**
 * What a row is called.
 */
noun: string, 
/**
 * Whether the version table keeps itself.
 */
versions: boolean, } | { "type": "conditions", 
/**
 * The ids of the lists.
 */
lists: Array<string>, } | { "type": "attachments" } | { "type": "approval", 
/**
 * What may be decided.
 */
outcomes: Array<Opt>, 
/**
 * What the date is: “next review”.
 */
date_label: string | null, } | { "type": "row_ref", 
/**
 * The field of that table.
 */
field: string, 
/**
 * The column whose words stand for the row.
 */
column: string, };

/**
 * An option.
 */
export type Opt = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its words.
 */
label: string, 
/**
 * Other words for it in use, of a level of a scale.
 */
also?: Array<string>, };

/**
 * A box to tick.
 */
export type BoxItem = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its label.
 */
label: string, 
/**
 * The width of its label on the paper, in millimetres.
 */
width: number, };

/**
 * A column of a table.
 */
export type Column = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its head.
 */
title: string, 
/**
 * Words of the head in regular type.
 */
aside: string | null, 
/**
 * Its width on the paper, in millimetres.
 */
width: number, 
/**
 * The kind of its cells.
 */
kind: FieldKind, 
/**
 * Whether sign-off needs each cell.
 */
required: boolean, };

/**
 * A row that the form fixes.
 */
export type FixedRow = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its label.
 */
label: string, };

/**
 * A list of conditions.
 */
export type ConditionGroup = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Its conditions.
 */
items: Array<ConditionItem>, };

/**
 * A condition.
 */
export type ConditionItem = { 
/**
 * Its id.
 */
id: string, 
/**
 * How it is cited.
 */
cite: string, 
/**
 * What it is called.
 */
label: string, 
/**
 * Under which heading it is listed.
 */
group: string | null, };

/**
 * Which fields play a part that the window knows.
 */
export type Roles = { 
/**
 * The project's name.
 */
name: string, 
/**
 * The risks and the measures that answer them.
 */
risks: RiskRoles | null, 
/**
 * The version table.
 */
versions: VersionRoles | null, 
/**
 * The partners.
 */
partners: string | null, 
/**
 * The approvals that need a name and a date.
 */
approvals: Array<string>, };

/**
 * The risk table and the table of measures.
 */
export type RiskRoles = { 
/**
 * The risk table.
 */
field: string, 
/**
 * Its column that describes the risk.
 */
description: string, 
/**
 * Its column of the likelihood.
 */
likelihood: string, 
/**
 * Its column of the severity.
 */
severity: string, 
/**
 * Its column of the overall rating.
 */
overall: string, 
/**
 * The overall level that is proposed: a row for each likelihood, in it one for each severity.
 */
matrix: Array<Array<string>>, 
/**
 * The table of measures.
 */
measures: string | null, 
/**
 * Its column that refers to the risk.
 */
risk: string | null, 
/**
 * Its column of the residual risk.
 */
residual: string | null, };

/**
 * The version table.
 */
export type VersionRoles = { 
/**
 * The field.
 */
field: string, 
/**
 * The column of the reason.
 */
reason: string, };

/**
 * What the window needs when it opens.
 */
export type Start = { 
/**
 * All assessments.
 */
assessments: Array<Summary>, 
/**
 * The templates for a new one.
 */
templates: Array<TemplateInfo>, 
/**
 * What the register had to repair, and anything else to be told.
 */
notices: Array<Notice>, 
/**
 * The settings.
 */
settings: Settings, 
/**
 * The folder where the work is kept.
 */
folder: string, 
/**
 * An assessment to open at once: the file that the program was started with, or the worked example at first start.
 */
open: string | null, 
/**
 * What became of the files that the program was started with.
 */
brought: BroughtIn, 
/**
 * The partners' documents that wait to be accepted since the program was last open.
 */
waiting: BroughtIn, 
/**
 * Whether this is the first start.
 */
first: boolean, 
/**
 * When the last backup was made.
 */
backup: LastBackup | null, 
/**
 * The program's version.
 */
program: string, };

/**
 * The last backup.
 */
export type LastBackup = { 
/**
 * When: RFC 3339, UTC.
 */
at: string, 
/**
 * Where to.
 */
path: string, };

/**
 * A template to begin from.
 */
export type TemplateInfo = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Its edition.
 */
edition: string, };

/**
 * Something that the officer is told.
 */
export type Notice = { 
/**
 * How much it matters.
 */
weight: Weight, 
/**
 * The words.
 */
text: string, };

/**
 * How much a notice matters.
 */
export type Weight = "note" | "repaired" | "lost";

/**
 * The settings.
 */
export type Settings = { 
/**
 * The officer's name, for versions and history.
 */
officer: string, 
/**
 * The officer's organisation.
 */
organisation: string, 
/**
 * The theme.
 */
theme: Theme, 
/**
 * The text size in per cent, 90 to 200; 0 is 100.
 */
text_size: number, 
/**
 * The folder for backups that are made by themselves; empty for none.
 */
backup_folder: string, 
/**
 * After how many days a backup is made by itself; 0 for never.
 */
backup_days: number, 
/**
 * The data protection officer's name, with which new assessments begin.
 */
dpo_name: string, 
/**
 * The data protection officer's e-mail address.
 */
dpo_email: string, 
/**
 * After how many months an assessment is reviewed for which no date is given; 0 for none.
 */
review_months: number, 
/**
 * The colour of the paper's bands and headings, `#rrggbb`; empty for the form's own.
 */
paper_colour: string, 
/**
 * The logo on the paper.
 */
logo: Logo | null, };

/**
 * A theme.
 */
export type Theme = "system" | "light" | "dark" | "contrast";

/**
 * The logo on the paper.
 */
export type Logo = { 
/**
 * SHA-256 of its picture.
 */
sha256: string, 
/**
 * The name of the file that it came from.
 */
file_name: string, 
/**
 * The words that stand for it.
 */
words: string, };

/**
 * Whether a colour can be read on the paper.
 */
export type ColourCheck = { 
/**
 * The colour, `#rrggbb`.
 */
colour: string, 
/**
 * Its contrast with white, to one.
 */
contrast: number, 
/**
 * The contrast that it must reach.
 */
least: number, 
/**
 * The nearest darker shade that reaches it; null when the colour does.
 */
darker: string | null, };

/**
 * A line of the register.
 */
export type Summary = { 
/**
 * The assessment's id.
 */
id: string, 
/**
 * Its short name.
 */
name: string, 
/**
 * Whose it is.
 */
organisation: string, 
/**
 * The id of its template.
 */
template: string, 
/**
 * Where it stands.
 */
status: Status, 
/**
 * The version in hand.
 */
version: string, 
/**
 * The day of its last change.
 */
changed: string, 
/**
 * Whether it was put away.
 */
archived: boolean, 
/**
 * Questions answered.
 */
answered: number, 
/**
 * Questions asked.
 */
asked: number, 
/**
 * The highest overall risk: its level, from 1, and its word.
 */
risk: [number, string] | null, 
/**
 * The highest residual risk: its level, from 1, and its word.
 */
residual: [number, string] | null, 
/**
 * The project's lead.
 */
owner: string, 
/**
 * When it is to be reviewed: a day, or the officer's words.
 */
review: string, 
/**
 * Whom it was received from, or the name of the file that it was made of; empty when it was begun here.
 */
received: string, };

/**
 * Where an assessment stands.
 */
export type Status = "draft" | "in_review" | "signed_off" | "superseded" | "withdrawn";

/**
 * An open assessment.
 */
export type View = { 
/**
 * Its id.
 */
id: string, 
/**
 * The id of its template.
 */
template: string, 
/**
 * Whose it is.
 */
organisation: string, 
/**
 * The answers by field id; what is not there is not answered.
 */
answers: { [key in string]: Answer }, 
/**
 * What the sign-off left behind.
 */
seal: Seal | null, 
/**
 * The versions that were signed off, oldest first.
 */
versions: Array<VersionInfo>, 
/**
 * The documents that it was made of, kept unchanged.
 */
received: Array<Received>, 
/**
 * Where answers came from, by field id.
 */
origins: { [key in string]: Origin }, 
/**
 * What changes with each edit.
 */
state: Edited, };

/**
 * What an edit gives back.
 */
export type Edited = { 
/**
 * The revision that it made: the next edit is made against it.
 */
revision: number, 
/**
 * When it was on the disk: RFC 3339, UTC; empty when nothing was saved yet.
 */
saved: string, 
/**
 * The short name.
 */
name: string, 
/**
 * Where the assessment stands.
 */
status: Status, 
/**
 * The version in hand.
 */
version: string, 
/**
 * The number that the version in hand gets when it is signed off.
 */
signs_as: string, 
/**
 * Questions answered and asked.
 */
progress: Progress, 
/**
 * How far each question is answered, by question id.
 */
questions: { [key in string]: QuestionState }, 
/**
 * The fields that are not asked, each with the field on which it depends.
 */
not_asked: { [key in string]: string }, 
/**
 * The findings, in the order of the form.
 */
findings: Array<Finding>, 
/**
 * What reviewers said, oldest first.
 */
comments: Array<Comment>, 
/**
 * What Undo would undo; null when there is nothing.
 */
undo: string | null, 
/**
 * What Redo would do again; null when there is nothing.
 */
redo: string | null, 
/**
 * Answers that the edit changed besides what was asked for, by field; null for one that is no longer answered.
 */
also: { [key in string]: Answer | null }, };

/**
 * How far the form is answered.
 */
export type Progress = { 
/**
 * Questions answered.
 */
answered: number, 
/**
 * Questions asked.
 */
asked: number, };

/**
 * How far a question is answered.
 */
export type QuestionState = "unanswered" | "partly" | "answered" | "not_asked";

/**
 * Something to look at.
 */
export type Finding = { 
/**
 * What tells it from the others.
 */
key: string, 
/**
 * How grave it is.
 */
severity: Severity, 
/**
 * Whether it only says that a question that the form requires is not answered yet.
 */
required: boolean, 
/**
 * Where it points.
 */
at: Place, 
/**
 * The question that it belongs to; empty when it is about the whole.
 */
question: string, 
/**
 * What is missing.
 */
message: string, 
/**
 * The form's step, or the Act and section.
 */
source: string, 
/**
 * The reason for which it is kept.
 */
kept: string | null, };

/**
 * How grave a finding is.
 */
export type Severity = "stops" | "warning" | "note";

/**
 * What a sign-off left behind.
 */
export type Seal = { 
/**
 * Who signed.
 */
by: string, 
/**
 * The day.
 */
on: string, 
/**
 * Why the version was made.
 */
reason: string, 
/**
 * SHA-256 of what was signed.
 */
digest: string, };

/**
 * A version that was signed off.
 */
export type VersionInfo = { 
/**
 * Its number.
 */
version: string, 
/**
 * Where it stands now.
 */
status: Status, 
/**
 * Its seal.
 */
seal: Seal | null, };

/**
 * A document that was taken in.
 */
export type Received = { 
/**
 * SHA-256 of the document, by which it is saved again.
 */
sha256: string, 
/**
 * The name of the file.
 */
file_name: string, 
/**
 * Its size in bytes.
 */
size: number, 
/**
 * Whom it came from; may be empty.
 */
from: string, 
/**
 * When it was accepted: RFC 3339, UTC.
 */
at: string, 
/**
 * Who accepted it; may be empty.
 */
by: string, 
/**
 * What of it found no place.
 */
unplaced: Array<Unplaced>, };

/**
 * Words of a received document that found no place in the form.
 */
export type Unplaced = { 
/**
 * The words.
 */
text: string, 
/**
 * The heading that they stand under in the document; may be empty.
 */
under: string, 
/**
 * Where they are in it.
 */
place: string, 
/**
 * Whether the officer set them aside on purpose.
 */
aside: boolean, };

/**
 * Where an answer came from.
 */
export type Origin = { 
/**
 * Whose words they are: whom the document came from, or its name.
 */
whose: string, 
/**
 * Where they stand in it.
 */
place: string, 
/**
 * Whether they were changed here since.
 */
amended: boolean, };

/**
 * The paper of an assessment, laid out.
 */
export type Paper = { 
/**
 * The revision that it shows.
 */
revision: number, 
/**
 * How many pages it has.
 */
pages: number, 
/**
 * Where each question begins, in the order of the form.
 */
places: Array<PaperPlace>, 
/**
 * The width of a page in points.
 */
width: number, 
/**
 * The height of a page in points.
 */
height: number, };

/**
 * Where a field stands on the paper.
 */
export type PaperPlace = { 
/**
 * The field.
 */
field: string, 
/**
 * The page, from 0.
 */
page: number, 
/**
 * Its upper edge on the page, in points.
 */
top: number, 
/**
 * Its lower edge on that page, in points.
 */
bottom: number, };

/**
 * An edit that was made.
 */
export type HistoryItem = { 
/**
 * The revision that it made.
 */
revision: number, 
/**
 * Who.
 */
by: string, 
/**
 * When: RFC 3339, UTC.
 */
at: string, 
/**
 * How it came about.
 */
how: How, 
/**
 * What it did, in words: “3.2 answered”.
 */
what: string, 
/**
 * The question it concerns, by id, if one.
 */
question: string | null, 
/**
 * The words before it.
 */
before: string, 
/**
 * The words after it.
 */
after: string, };

/**
 * How an edit came about.
 */
export type How = "made" | "undone" | "redone";

/**
 * A file that was saved.
 */
export type SavedFile = { 
/**
 * Where it lies.
 */
path: string, 
/**
 * Its size in bytes.
 */
size: number, 
/**
 * Its pages, for a PDF.
 */
pages: number | null, };

/**
 * What the window treats specially; everything else is [`Code::Other`].
 */
export type Code = "stale" | "frozen" | "blocked" | "stopped" | "full" | "cancelled" | "other";

/**
 * A failure: what happened and what to do.
 */
export type Problem = { 
/**
 * What the window treats specially.
 */
code: Code, 
/**
 * What happened, and what to do next.
 */
message: string, 
/**
 * More, for support.
 */
hints: Array<string>, };

/**
 * An assessment.
 */
export type OneArgs = { 
/**
 * Its id.
 */
id: string, };

/**
 * A new assessment.
 */
export type CreateArgs = { 
/**
 * The template's id.
 */
template: string, 
/**
 * The short name; may be empty.
 */
name: string, };

/**
 * A template.
 */
export type FormArgs = { 
/**
 * Its id.
 */
template: string, };

/**
 * An edit.
 */
export type EditArgs = { 
/**
 * The assessment.
 */
id: string, 
/**
 * The revision that it was made against.
 */
against: number, 
/**
 * What is changed.
 */
change: Change, 
/**
 * Edits of one group are undone together: keystrokes of one visit to a field.
 */
group: string | null, };

/**
 * Undo or redo.
 */
export type StepArgs = { 
/**
 * The assessment.
 */
id: string, 
/**
 * The revision that the window shows.
 */
against: number, };

/**
 * A page of the paper.
 */
export type PageArgs = { 
/**
 * The assessment.
 */
id: string, 
/**
 * The page, from 0.
 */
page: number, };

/**
 * A step in the life of an assessment.
 */
export type LifeArgs = { 
/**
 * The assessment.
 */
id: string, 
/**
 * The step.
 */
step: LifeStep, };

/**
 * The steps in the life of an assessment.
 */
export type LifeStep = { "do": "request_review" } | { "do": "hand_back" } | { "do": "sign_off", 
/**
 * Name and office.
 */
name: string, 
/**
 * The day, `yyyy-mm-dd`.
 */
on: string, 
/**
 * Why the version was made.
 */
reason: string, } | { "do": "begin_version", 
/**
 * Why.
 */
reason: string, 
/**
 * The earlier version whose answers it begins with; null for the one in hand.
 */
from: string | null, } | { "do": "withdraw" };

/**
 * A file to be written, to a place that the system's dialog asks for.
 */
export type ExportArgs = { 
/**
 * The assessment.
 */
id: string, 
/**
 * What to write.
 */
what: ExportWhat, 
/**
 * Names the work, so that it can be cancelled.
 */
job: string, };

/**
 * What can be written.
 */
export type ExportWhat = "pdf" | "csv" | "dpia";

/**
 * Work that can be cancelled.
 */
export type JobArgs = { 
/**
 * Its name, as given when it began.
 */
job: string, };

/**
 * Whether an assessment is put away.
 */
export type ArchiveArgs = { 
/**
 * The assessment.
 */
id: string, 
/**
 * Whether it is put away.
 */
archived: boolean, };

/**
 * What became of files that were opened.
 */
export type BroughtIn = { 
/**
 * The files, in order.
 */
files: Array<FileIn>, };

/**
 * How far files are that were dropped on the window or opened with the program.
 */
export type Bringing = { 
/**
 * The work, by which it can be cancelled.
 */
job: string, 
/**
 * How far it is, in files.
 */
step: Step, };

/**
 * A file that was opened.
 */
export type FileIn = { 
/**
 * Its name.
 */
file_name: string, 
/**
 * What became of it.
 */
outcome: FileOutcome, };

/**
 * What became of a file.
 */
export type FileOutcome = { "is": "assessment", 
/**
 * Its id.
 */
id: string, 
/**
 * What the officer should know.
 */
notes: Array<IncomingNote>, } | { "is": "incoming", 
/**
 * Which.
 */
incoming: string, 
/**
 * The name of the assessment, as far as it is known.
 */
name: string, 
/**
 * The form that it was recognised as.
 */
family: string, 
/**
 * Its words by what became of them.
 */
words: WordCounts, } | { "is": "problem", 
/**
 * What happened and what to do.
 */
message: string, };

/**
 * A document on its way in.
 */
export type Incoming = { 
/**
 * Which.
 */
incoming: string, 
/**
 * The name of the file.
 */
file_name: string, 
/**
 * Its SHA-256.
 */
sha256: string, 
/**
 * Its size in bytes.
 */
size: number, 
/**
 * What it is.
 */
source: Source, 
/**
 * How many pages it has that can be drawn; 0 for none.
 */
pages: number, 
/**
 * The form that it was recognised as, by name.
 */
family: string, 
/**
 * The template that it is placed in.
 */
template: string, 
/**
 * The name of the assessment, as far as it is known.
 */
name: string, 
/**
 * Its words by what became of them.
 */
words: WordCounts, 
/**
 * Its pieces, in its order.
 */
pieces: Array<IncomingPiece>, 
/**
 * What the officer should know.
 */
notes: Array<IncomingNote>, 
/**
 * The names of files inside it that become attachments.
 */
files: Array<string>, 
/**
 * Whether there is a step to take back.
 */
can_step_back: boolean, };

/**
 * Something that the officer should know.
 */
export type IncomingNote = { 
/**
 * A short name, stable.
 */
code: string, 
/**
 * What it is and what to do.
 */
message: string, };

/**
 * A piece of the document.
 */
export type IncomingPiece = { 
/**
 * Its index, which commands name it by.
 */
piece: number, 
/**
 * What it says.
 */
text: string, 
/**
 * What kind of paragraph it is.
 */
kind: PieceKind, 
/**
 * Whether all of it is bold.
 */
strong: boolean, 
/**
 * The heading or prompt that it stands under.
 */
under: string, 
/**
 * Where it is, in words.
 */
from: string, 
/**
 * The page, from 1, where there are pages.
 */
page: number | null, 
/**
 * Left, top, width and height on the page, in points from its top left corner.
 */
area: [number, number, number, number] | null, 
/**
 * The table, row and column that it is in, from 1.
 */
cell: [number, number, number] | null, 
/**
 * Whether it stands outside the body: a running head, a comment, words that a tracked change took out.
 */
margin: boolean, 
/**
 * Whether it goes on in the paragraph of the piece before.
 */
goes_on: boolean, 
/**
 * How many words it has.
 */
words: number, 
/**
 * Where it went.
 */
went: Went, };

/**
 * A page of it, drawn.
 */
export type DrawnPage = { 
/**
 * The picture: a PNG in base64.
 */
png: string, 
/**
 * The width of the page in points.
 */
width: number, 
/**
 * The height of the page in points.
 */
height: number, };

/**
 * What kind of paragraph.
 */
export type PieceKind = "plain" | "heading" | "item";

/**
 * Where a piece went.
 */
export type Went = { "to": "recognised" } | { "to": "placed", 
/**
 * The question, by id.
 */
question: string, 
/**
 * The field.
 */
field: string, 
/**
 * The row of a table, from 0.
 */
row: number | null, 
/**
 * The column of a table.
 */
column: string | null, 
/**
 * What it was read as, in words, where the field is no text.
 */
value: string | null, 
/**
 * How sure, 0 to 1.
 */
confidence: number, 
/**
 * What was read into it, where it is not kept as written.
 */
reading: string | null, } | { "to": "unplaced", 
/**
 * The field that it may belong to.
 */
near: string | null, } | { "to": "comment", 
/**
 * On which question, by id.
 */
question: string, } | { "to": "aside" };

/**
 * Where a piece is sent.
 */
export type PieceTo = { "to": "field", 
/**
 * The field.
 */
field: string, 
/**
 * The row, from 0.
 */
row: number | null, 
/**
 * The column.
 */
column: string | null, } | { "to": "comment", 
/**
 * The question, by id.
 */
question: string, } | { "to": "aside" } | { "to": "pile" } | { "to": "keep" };

/**
 * What kind of document.
 */
export type Source = "pdf" | "word" | "data" | "text";

/**
 * Words by what became of them.
 */
export type WordCounts = { 
/**
 * All.
 */
source: number, 
/**
 * In answers.
 */
placed: number, 
/**
 * The form's own wording.
 */
recognised: number, 
/**
 * In the pile, in comments or set aside.
 */
unplaced: number, };

/**
 * An assessment to put into another template.
 */
export type ConvertArgs = { 
/**
 * The assessment.
 */
id: string, 
/**
 * The other template's id.
 */
template: string, };

/**
 * A document on its way in.
 */
export type IncomingArgs = { 
/**
 * Which.
 */
incoming: string, };

/**
 * A page of a document on its way in.
 */
export type IncomingPageArgs = { 
/**
 * Which.
 */
incoming: string, 
/**
 * The page, from 1.
 */
page: number, };

/**
 * A piece to send somewhere.
 */
export type SendArgs = { 
/**
 * The document.
 */
incoming: string, 
/**
 * The piece.
 */
piece: number, 
/**
 * Where to.
 */
to: PieceTo, 
/**
 * Whether all pieces of the pile under the same heading go too.
 */
alike: boolean, };

/**
 * A document to accept.
 */
export type AcceptArgs = { 
/**
 * Which.
 */
incoming: string, 
/**
 * The assessment's short name.
 */
name: string, 
/**
 * Whom the document came from.
 */
from: string, };

/**
 * The settings to keep.
 */
export type SettingsArgs = { 
/**
 * The settings.
 */
settings: Settings, };

/**
 * Where files are to be attached.
 */
export type AttachArgs = { 
/**
 * The assessment.
 */
id: string, 
/**
 * The revision that the window shows.
 */
against: number, 
/**
 * The field.
 */
at: Place, };

/**
 * An attached file.
 */
export type FileArgs = { 
/**
 * SHA-256 of its content.
 */
sha256: string, 
/**
 * Its name.
 */
file_name: string, };

/**
 * An attached file to be printed after the form.
 */
export type PrintFileArgs = { 
/**
 * The assessment.
 */
id: string, 
/**
 * The revision that the window shows.
 */
against: number, 
/**
 * The field.
 */
at: Place, 
/**
 * Which of its files, from 0.
 */
index: number, 
/**
 * Names the work, so that it can be cancelled.
 */
job: string, };

/**
 * A colour to look at.
 */
export type ColourArgs = { 
/**
 * `#rrggbb`.
 */
colour: string, };

/**
 * A paper to be printed.
 */
export type PrintArgs = { 
/**
 * The assessment.
 */
id: string, 
/**
 * Names the work, so that it can be cancelled.
 */
job: string, };

/**
 * What is searched for.
 */
export type SearchArgs = { 
/**
 * The words, the last of which may be unfinished.
 */
words: string, };

/**
 * Two versions to compare.
 */
export type CompareArgs = { 
/**
 * The assessment.
 */
id: string, 
/**
 * The older version's number; null for the one in hand.
 */
older: string | null, 
/**
 * The newer version's number; null for the one in hand.
 */
newer: string | null, };

/**
 * An answer to take from an earlier version.
 */
export type RestoreArgs = { 
/**
 * The assessment.
 */
id: string, 
/**
 * The revision that the window shows.
 */
against: number, 
/**
 * The version that has the answer.
 */
version: string, 
/**
 * The field.
 */
field: string, };

/**
 * What a search found.
 */
export type Found = { 
/**
 * How many places in all.
 */
places: number, 
/**
 * How many assessments have the words.
 */
assessments: number, 
/**
 * The assessments that have the words, the one with most places first; 100 at most.
 */
hits: Array<Hit>, 
/**
 * A word that is there, when nothing has the word that was searched for.
 */
suggestion: string | null, };

/**
 * An assessment that has the words.
 */
export type Hit = { 
/**
 * The assessment.
 */
id: string, 
/**
 * How many of its places have the words.
 */
places: number, 
/**
 * The first of them.
 */
first: FoundPlace, };

/**
 * A place that has the words.
 */
export type FoundPlace = { 
/**
 * The field; empty for the name of the assessment.
 */
field: string, 
/**
 * What people know the question by: “3.5”.
 */
name: string, 
/**
 * The words around the first word found, in pieces: every second piece is found, the first is not.
 */
pieces: Array<string>, };

/**
 * Two versions, compared.
 */
export type Comparison = { 
/**
 * The older one.
 */
older: Compared, 
/**
 * The newer one.
 */
newer: Compared, 
/**
 * What differs, in the order of the form.
 */
differences: Array<Difference>, };

/**
 * A version that is compared.
 */
export type Compared = { 
/**
 * Its number.
 */
version: string, 
/**
 * Where it stands.
 */
status: Status, 
/**
 * The day of its sign-off, or of its last change.
 */
on: string, };

/**
 * A field that differs.
 */
export type Difference = { 
/**
 * The section, by id.
 */
section: string, 
/**
 * The question, by id.
 */
question: string, 
/**
 * The field, by id.
 */
field: string, 
/**
 * What it differs in.
 */
kind: DifferenceKind, 
/**
 * Its words, when it is no table.
 */
words: Array<Piece>, 
/**
 * Its rows that differ, when it is a table.
 */
rows: Array<RowDifference>, 
/**
 * Who changed it last, and when (RFC 3339, UTC), as far as the history tells.
 */
by: [string, string] | null, };

/**
 * How something differs.
 */
export type DifferenceKind = "added" | "removed" | "changed" | "moved";

/**
 * A piece of text.
 */
export type Piece = { 
/**
 * Where it stands.
 */
side: Side, 
/**
 * The text.
 */
text: string, };

/**
 * Where a piece of text stands.
 */
export type Side = "both" | "older" | "newer";

/**
 * A row that differs.
 */
export type RowDifference = { 
/**
 * Its id.
 */
row: string, 
/**
 * Its printed number.
 */
number: number, 
/**
 * How it differs.
 */
kind: DifferenceKind, 
/**
 * Its cells, in the order of the columns.
 */
cells: Array<CellDifference>, };

/**
 * A cell of a row that differs.
 */
export type CellDifference = { 
/**
 * The column, by id.
 */
column: string, 
/**
 * Its words.
 */
words: Array<Piece>, };

/**
 * A reviewer's comment on a question.
 */
export type Comment = { 
/**
 * Its id.
 */
id: string, 
/**
 * The question, by id.
 */
question: string, 
/**
 * Who.
 */
by: string, 
/**
 * When: RFC 3339, UTC.
 */
at: string, 
/**
 * The words; lines are parted by line ends.
 */
text: string, 
/**
 * Who settled it; null while it is open.
 */
resolved_by: string | null, 
/**
 * When it was settled: RFC 3339, UTC.
 */
resolved_at: string | null, };

/**
 * The title of the window.
 */
export type TitleArgs = { 
/**
 * Its words.
 */
title: string, };

/**
 * How far work is.
 */
export type Step = { 
/**
 * Done so far.
 */
done: number, 
/**
 * In all; 0 when it is not known.
 */
of: number, };

/** The commands of the shell: arguments and result. */
export interface Commands {
  /** Gives what the window needs when it opens. */
  start: { args: null; result: Start };
  /** Lists all assessments. */
  list: { args: null; result: Summary[] };
  /** Makes a new assessment, and gives its id. */
  create: { args: CreateArgs; result: string };
  /** Takes the worked example into the register, and gives its id. */
  add_example: { args: null; result: string };
  /** Opens files through the system's dialog; null when the dialog was left. Progress is told in steps. */
  bring_in: { args: JobArgs; result: BroughtIn | null };
  /** Gives a document on its way in. */
  incoming: { args: IncomingArgs; result: Incoming };
  /** Draws a page of it; null when it has none that can be drawn. */
  incoming_page: { args: IncomingPageArgs; result: DrawnPage | null };
  /** Sends a piece of it somewhere. */
  send_piece: { args: SendArgs; result: Incoming };
  /** Takes the last step back. */
  step_back: { args: IncomingArgs; result: Incoming };
  /** Makes an assessment of it, and gives its id. */
  accept: { args: AcceptArgs; result: string };
  /** Lets it go: nothing of it is kept. */
  let_go: { args: IncomingArgs; result: null };
  /** Gives a form. */
  form: { args: FormArgs; result: Form };
  /** Opens an assessment. */
  open: { args: OneArgs; result: View };
  /** Changes an assessment; when this returns, it is on the disk. */
  edit: { args: EditArgs; result: Edited };
  /** Undoes the last change that is not undone. */
  undo: { args: StepArgs; result: View };
  /** Does again what was undone last. */
  redo: { args: StepArgs; result: View };
  /** Lays the paper out. */
  paper: { args: OneArgs; result: Paper };
  /** Draws a page as SVG. */
  page: { args: PageArgs; result: string };
  /** Takes a step in the life of an assessment. */
  life: { args: LifeArgs; result: View };
  /** Attaches files chosen in the system's dialog. */
  attach: { args: AttachArgs; result: View };
  /** Has an attached file printed after the form; what is no longer printed is an edit like any other. Progress is told in steps, a page each. */
  print_file: { args: PrintFileArgs; result: View };
  /** Writes a copy of an attached file to where the system's dialog says; null when the dialog was left. */
  save_file: { args: FileArgs; result: SavedFile | null };
  /** Asks for a folder in the system's dialog; null when the dialog was left. */
  choose_folder: { args: null; result: string | null };
  /** Writes a file to where the system's dialog says; null when the dialog was left. Progress is told in steps. */
  export: { args: ExportArgs; result: SavedFile | null };
  /** Opens the paper as a PDF in the system's program for PDFs, which prints it. Progress is told in steps. */
  print: { args: PrintArgs; result: SavedFile };
  /** Stops work. */
  cancel: { args: JobArgs; result: null };
  /** Puts an assessment away, or takes it out again. */
  archive: { args: ArchiveArgs; result: Summary[] };
  /** Lists the edits of an assessment, newest first. */
  history: { args: OneArgs; result: HistoryItem[] };
  /** Makes a new draft with the answers of another assessment, and gives its id. */
  duplicate: { args: OneArgs; result: string };
  /** Makes a draft in another template with the answers of an assessment, and gives its id. */
  convert: { args: ConvertArgs; result: string };
  /** Finds words in the names and answers of all assessments. */
  search: { args: SearchArgs; result: Found };
  /** Compares two versions, question by question. */
  compare: { args: CompareArgs; result: Comparison };
  /** Takes an answer from an earlier version. */
  restore_answer: { args: RestoreArgs; result: View };
  /** Keeps the settings. */
  keep_settings: { args: SettingsArgs; result: Settings };
  /** Says whether a colour can be read on the paper. */
  check_colour: { args: ColourArgs; result: ColourCheck };
  /** Takes a logo for the paper, chosen in the system's dialog, into the settings; null when the dialog was left. */
  choose_logo: { args: null; result: Settings | null };
  /** Gives the logo as the address of a picture; empty when there is none. */
  logo: { args: null; result: string };
  /** Writes a backup to where the system's dialog says; null when the dialog was left. Progress is told in steps. */
  backup: { args: JobArgs; result: LastBackup | null };
  /** Puts a backup, chosen in the system's dialog, in the place of the register, which is kept beside; false when the dialog was left. Progress is told in steps. The window begins anew afterwards. */
  restore_backup: { args: JobArgs; result: boolean };
  /** Names the window. */
  title: { args: TitleArgs; result: null };
  /** Closes the window, once the window has nothing unsaved. */
  close: { args: null; result: null };
}
