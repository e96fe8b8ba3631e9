//! What a data protection impact assessment is.
//!
//! A [`Template`] says what is asked; an [`Assessment`] holds what was answered; an [`Edit`] is the one way to change it;
//! [`findings`] says what the officer should look at; a [`Seal`] is what a sign-off leaves behind. Nothing here does IO,
//! reads a clock or draws a random number: ids and times come in as arguments.

mod answer;
mod assessment;
mod check;
mod date;
mod edit;
mod error;
mod file;
mod finding;
mod house;
mod life;
mod officer;
mod prose;
mod received;
mod template;
mod test;
mod trail;

pub use answer::{Answer, Approval, AttachmentRef, Choice, PrintedPage, Row, YesNo};
pub use assessment::{
    Assessment, Comment, Kept, Place, Progress, Provenance, Resolved, Seal, Source, State, Status,
    TemplateRef, Version, progress,
};
pub use check::{Problem, check_template};
pub use date::{MONTHS, is_date, long_date, months_after};
pub use edit::{Change, Edit, How, apply, check_answers};
pub use error::Error;
pub use file::{FORMAT, File, assessment_schema, template_schema};
pub use finding::{Finding, Severity, findings};
pub use house::{House, Logo};
pub use life::{
    Approver, Office, begin_version, hand_back, next_version_number, number_at_sign_off, request_review,
    sign_off, withdraw,
};
pub use prose::{Block, Inline, Item, Prose};
pub use received::{Received, Unplaced};
pub use template::{
    Approvals, Band, BoxDef, Column, ConditionDef, ConditionList, Draw, Field, Format, Glossary, Head,
    Heading, Kind, Layout, Level, Matrix, MatrixColumn, Measures, Officer, Opt, Question, Regulator, Risks,
    Roles, RowDef, Rule, Scale, Section, Template, VersionTable,
};
pub use test::{Test, holds};
pub use trail::Trail;
