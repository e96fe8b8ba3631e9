//! What the window sees: counterparts of the domain's types, from which `ui/src/bindings.ts` is generated.
//!
//! They change when the window needs it; the domain's types change when the `.dpia` file does.

mod answer;
mod change;
mod commands;
mod form;
mod found;
mod generate;
mod incoming;
mod problem;
mod settings;
mod view;

pub use answer::{Answer, Approval, Attachment, Block, Choice, Inline, PrintedPage, Row, YesNo};
pub use change::{Change, Place};
pub use commands::*;
pub use form::{
    Band, BoxItem, Column, ConditionGroup, ConditionItem, FieldKind, FixedRow, Form, FormField, FormQuestion,
    FormSection, MatrixColumn, Opt, QuestionMatrix, RiskRoles, Roles, Shape, VersionRoles,
};
pub use found::{
    CellDifference, Compared, Comparison, Difference, DifferenceKind, Found, FoundPlace, Hit, Piece,
    RowDifference, Side,
};
pub use generate::typescript;
pub use incoming::{
    Bringing, BroughtIn, DrawnPage, FileIn, FileOutcome, Incoming, IncomingNote, IncomingPiece, PieceKind,
    PieceTo, Source, Went, WordCounts,
};
pub use problem::{Code, Problem};
pub use settings::{ColourCheck, Logo, Settings, Theme};
pub use view::{
    Comment, Edited, Finding, HistoryItem, How, LastBackup, Notice, Origin, Paper, PaperPlace, Progress,
    QuestionState, Received, SavedFile, Seal, Severity, Start, Status, Summary, TemplateInfo, Unplaced,
    VersionInfo, View, Weight,
};
