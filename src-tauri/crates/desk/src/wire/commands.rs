//! What the window may ask for: each command's arguments, and what it gives back.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Change, Place};

/// An assessment.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct OneArgs {
    /// Its id.
    pub id: String,
}

/// A new assessment.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CreateArgs {
    /// The template's id.
    pub template: String,
    /// The short name; may be empty.
    pub name: String,
}

/// A template.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct FormArgs {
    /// Its id.
    pub template: String,
}

/// An edit.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct EditArgs {
    /// The assessment.
    pub id: String,
    /// The revision that it was made against.
    #[ts(type = "number")]
    pub against: u64,
    /// What is changed.
    pub change: Change,
    /// Edits of one group are undone together: keystrokes of one visit to a field.
    pub group: Option<String>,
}

/// Undo or redo.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct StepArgs {
    /// The assessment.
    pub id: String,
    /// The revision that the window shows.
    #[ts(type = "number")]
    pub against: u64,
}

/// A page of the paper.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PageArgs {
    /// The assessment.
    pub id: String,
    /// The page, from 0.
    pub page: usize,
}

/// A step in the life of an assessment.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LifeArgs {
    /// The assessment.
    pub id: String,
    /// The step.
    pub step: LifeStep,
}

/// The steps in the life of an assessment.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum LifeStep {
    /// Asks for review.
    RequestReview,
    /// Hands it back to its author.
    HandBack,
    /// Signs it off.
    SignOff {
        /// Name and office.
        name: String,
        /// The day, `yyyy-mm-dd`.
        on: String,
        /// Why the version was made.
        reason: String,
    },
    /// Starts the next version.
    BeginVersion {
        /// Why.
        reason: String,
        /// The earlier version whose answers it begins with; null for the one in hand.
        from: Option<String>,
    },
    /// Takes it out of force.
    Withdraw,
}

/// A file to be written, to a place that the system's dialog asks for.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ExportArgs {
    /// The assessment.
    pub id: String,
    /// What to write.
    pub what: ExportWhat,
    /// Names the work, so that it can be cancelled.
    pub job: String,
}

/// What can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportWhat {
    /// The accessible PDF.
    Pdf,
    /// The answers as a table.
    Csv,
    /// The assessment as data.
    Dpia,
}

/// Work that can be cancelled.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct JobArgs {
    /// Its name, as given when it began.
    pub job: String,
}

/// Whether an assessment is put away.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ArchiveArgs {
    /// The assessment.
    pub id: String,
    /// Whether it is put away.
    pub archived: bool,
}

/// An assessment to put into another template.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ConvertArgs {
    /// The assessment.
    pub id: String,
    /// The other template's id.
    pub template: String,
}

/// A document on its way in.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct IncomingArgs {
    /// Which.
    pub incoming: String,
}

/// A page of a document on its way in.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct IncomingPageArgs {
    /// Which.
    pub incoming: String,
    /// The page, from 1.
    pub page: u32,
}

/// A piece to send somewhere.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SendArgs {
    /// The document.
    pub incoming: String,
    /// The piece.
    pub piece: usize,
    /// Where to.
    pub to: super::PieceTo,
    /// Whether all pieces of the pile under the same heading go too.
    pub alike: bool,
}

/// A document to accept.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AcceptArgs {
    /// Which.
    pub incoming: String,
    /// The assessment's short name.
    pub name: String,
    /// Whom the document came from.
    pub from: String,
}

/// The settings to keep.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SettingsArgs {
    /// The settings.
    pub settings: super::Settings,
}

/// Where files are to be attached.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AttachArgs {
    /// The assessment.
    pub id: String,
    /// The revision that the window shows.
    #[ts(type = "number")]
    pub against: u64,
    /// The field.
    pub at: Place,
}

/// An attached file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct FileArgs {
    /// SHA-256 of its content.
    pub sha256: String,
    /// Its name.
    pub file_name: String,
}

/// An attached file to be printed after the form.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PrintFileArgs {
    /// The assessment.
    pub id: String,
    /// The revision that the window shows.
    #[ts(type = "number")]
    pub against: u64,
    /// The field.
    pub at: Place,
    /// Which of its files, from 0.
    pub index: usize,
    /// Names the work, so that it can be cancelled.
    pub job: String,
}

/// A colour to look at.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ColourArgs {
    /// `#rrggbb`.
    pub colour: String,
}

/// A paper to be printed.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PrintArgs {
    /// The assessment.
    pub id: String,
    /// Names the work, so that it can be cancelled.
    pub job: String,
}

/// What is searched for.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SearchArgs {
    /// The words, the last of which may be unfinished.
    pub words: String,
}

/// Two versions to compare.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CompareArgs {
    /// The assessment.
    pub id: String,
    /// The older version's number; null for the one in hand.
    pub older: Option<String>,
    /// The newer version's number; null for the one in hand.
    pub newer: Option<String>,
}

/// An answer to take from an earlier version.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RestoreArgs {
    /// The assessment.
    pub id: String,
    /// The revision that the window shows.
    #[ts(type = "number")]
    pub against: u64,
    /// The version that has the answer.
    pub version: String,
    /// The field.
    pub field: String,
}

/// The title of the window.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TitleArgs {
    /// Its words.
    pub title: String,
}

/// How far work is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Step {
    /// Done so far.
    pub done: usize,
    /// In all; 0 when it is not known.
    pub of: usize,
}

/// Makes the table of commands: the name, its arguments and its result, as TypeScript has them.
macro_rules! commands {
    ($($(#[doc = $doc:literal])* $name:ident($args:literal) -> $result:literal;)*) => {
        /// The commands by name, with the TypeScript of their arguments and of their result.
        pub const COMMANDS: &[(&str, &str, &str, &str)] =
            &[$((stringify!($name), $args, $result, concat!($($doc),*))),*];
    };
}

commands! {
    /// Gives what the window needs when it opens.
    start("null") -> "Start";
    /// Lists all assessments.
    list("null") -> "Summary[]";
    /// Makes a new assessment, and gives its id.
    create("CreateArgs") -> "string";
    /// Takes the worked example into the register, and gives its id.
    add_example("null") -> "string";
    /// Opens files through the system's dialog; null when the dialog was left. Progress is told in steps.
    bring_in("JobArgs") -> "BroughtIn | null";
    /// Gives a document on its way in.
    incoming("IncomingArgs") -> "Incoming";
    /// Draws a page of it; null when it has none that can be drawn.
    incoming_page("IncomingPageArgs") -> "DrawnPage | null";
    /// Sends a piece of it somewhere.
    send_piece("SendArgs") -> "Incoming";
    /// Takes the last step back.
    step_back("IncomingArgs") -> "Incoming";
    /// Makes an assessment of it, and gives its id.
    accept("AcceptArgs") -> "string";
    /// Lets it go: nothing of it is kept.
    let_go("IncomingArgs") -> "null";
    /// Gives a form.
    form("FormArgs") -> "Form";
    /// Opens an assessment.
    open("OneArgs") -> "View";
    /// Changes an assessment; when this returns, it is on the disk.
    edit("EditArgs") -> "Edited";
    /// Undoes the last change that is not undone.
    undo("StepArgs") -> "View";
    /// Does again what was undone last.
    redo("StepArgs") -> "View";
    /// Lays the paper out.
    paper("OneArgs") -> "Paper";
    /// Draws a page as SVG.
    page("PageArgs") -> "string";
    /// Takes a step in the life of an assessment.
    life("LifeArgs") -> "View";
    /// Attaches files chosen in the system's dialog.
    attach("AttachArgs") -> "View";
    /// Has an attached file printed after the form; what is no longer printed is an edit like any other. Progress is told in steps, a page each.
    print_file("PrintFileArgs") -> "View";
    /// Writes a copy of an attached file to where the system's dialog says; null when the dialog was left.
    save_file("FileArgs") -> "SavedFile | null";
    /// Asks for a folder in the system's dialog; null when the dialog was left.
    choose_folder("null") -> "string | null";
    /// Writes a file to where the system's dialog says; null when the dialog was left. Progress is told in steps.
    export("ExportArgs") -> "SavedFile | null";
    /// Opens the paper as a PDF in the system's program for PDFs, which prints it. Progress is told in steps.
    print("PrintArgs") -> "SavedFile";
    /// Stops work.
    cancel("JobArgs") -> "null";
    /// Puts an assessment away, or takes it out again.
    archive("ArchiveArgs") -> "Summary[]";
    /// Lists the edits of an assessment, newest first.
    history("OneArgs") -> "HistoryItem[]";
    /// Makes a new draft with the answers of another assessment, and gives its id.
    duplicate("OneArgs") -> "string";
    /// Makes a draft in another template with the answers of an assessment, and gives its id.
    convert("ConvertArgs") -> "string";
    /// Finds words in the names and answers of all assessments.
    search("SearchArgs") -> "Found";
    /// Compares two versions, question by question.
    compare("CompareArgs") -> "Comparison";
    /// Takes an answer from an earlier version.
    restore_answer("RestoreArgs") -> "View";
    /// Keeps the settings.
    keep_settings("SettingsArgs") -> "Settings";
    /// Says whether a colour can be read on the paper.
    check_colour("ColourArgs") -> "ColourCheck";
    /// Takes a logo for the paper, chosen in the system's dialog, into the settings; null when the dialog was left.
    choose_logo("null") -> "Settings | null";
    /// Gives the logo as the address of a picture; empty when there is none.
    logo("null") -> "string";
    /// Writes a backup to where the system's dialog says; null when the dialog was left. Progress is told in steps.
    backup("JobArgs") -> "LastBackup | null";
    /// Puts a backup, chosen in the system's dialog, in the place of the register, which is kept beside; false when the
    /// dialog was left. Progress is told in steps. The window begins anew afterwards.
    restore_backup("JobArgs") -> "boolean";
    /// Names the window.
    title("TitleArgs") -> "null";
    /// Closes the window, once the window has nothing unsaved.
    close("null") -> "null";
}
