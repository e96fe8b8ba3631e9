//! Writes the TypeScript of all that crosses to the window.

use std::fmt::Write;

use ts_rs::{Config, TS};

use super::*;

/// Gives the content of `ui/src/bindings.ts`.
pub fn typescript() -> String {
    let config = Config::default();
    let mut out = String::from(
        "// Generated from the Rust types in desk::wire by `BLESS=1 cargo test -p tests bindings`. Do not edit.\n",
    );
    macro_rules! declare {
        ($($type:ty),* $(,)?) => {$(
            let docs = <$type as TS>::docs().unwrap_or_default();
            let _ = write!(out, "\n{}export {}\n", docs, <$type as TS>::decl(&config));
        )*};
    }
    declare!(
        Answer,
        YesNo,
        Choice,
        Row,
        Block,
        Inline,
        Attachment,
        PrintedPage,
        Approval,
        Place,
        Change,
        Form,
        FormSection,
        Shape,
        FormQuestion,
        QuestionMatrix,
        MatrixColumn,
        Band,
        FormField,
        FieldKind,
        Opt,
        BoxItem,
        Column,
        FixedRow,
        ConditionGroup,
        ConditionItem,
        Roles,
        RiskRoles,
        VersionRoles,
        Start,
        LastBackup,
        TemplateInfo,
        Notice,
        Weight,
        Settings,
        Theme,
        Logo,
        ColourCheck,
        Summary,
        Status,
        View,
        Edited,
        Progress,
        QuestionState,
        Finding,
        Severity,
        Seal,
        VersionInfo,
        Received,
        Unplaced,
        Origin,
        Paper,
        PaperPlace,
        HistoryItem,
        How,
        SavedFile,
        Code,
        Problem,
        OneArgs,
        CreateArgs,
        FormArgs,
        EditArgs,
        StepArgs,
        PageArgs,
        LifeArgs,
        LifeStep,
        ExportArgs,
        ExportWhat,
        JobArgs,
        ArchiveArgs,
        BroughtIn,
        Bringing,
        FileIn,
        FileOutcome,
        Incoming,
        IncomingNote,
        IncomingPiece,
        DrawnPage,
        PieceKind,
        Went,
        PieceTo,
        Source,
        WordCounts,
        ConvertArgs,
        IncomingArgs,
        IncomingPageArgs,
        SendArgs,
        AcceptArgs,
        SettingsArgs,
        AttachArgs,
        FileArgs,
        PrintFileArgs,
        ColourArgs,
        PrintArgs,
        SearchArgs,
        CompareArgs,
        RestoreArgs,
        Found,
        Hit,
        FoundPlace,
        Comparison,
        Compared,
        Difference,
        DifferenceKind,
        Piece,
        Side,
        RowDifference,
        CellDifference,
        Comment,
        TitleArgs,
        Step,
    );
    out.push_str("\n/** The commands of the shell: arguments and result. */\nexport interface Commands {\n");
    for (name, args, result, doc) in COMMANDS {
        let _ = writeln!(out, "  /**{doc} */\n  {name}: {{ args: {args}; result: {result} }};");
    }
    out.push_str("}\n");
    out
}
