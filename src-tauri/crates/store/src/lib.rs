//! Where assessments are kept.
//!
//! The [`Register`] keeps every assessment twice: in a sled database, and in plain files (a `.dpia` file and a journal of
//! its edits). An edit is acknowledged when both are on the disk. When the register is opened the copies are compared, and
//! whichever lacks something is repaired from the other; a [`Notice`] says so in plain words. Only this crate names sled.
//!
//! ```text
//! <dir>/register/      the database: trees assessments, history, versions, index, meta
//! <dir>/plain/         <id>.dpia, <id>.journal, manifest.jsonl, settings.json
//! <dir>/files/         attached files, named by SHA-256
//! <dir>/waiting/       documents that wait to be accepted, with what was done with each
//! <dir>/session.json   how the register was left
//! <dir>/lock           held while it is open
//! ```
//!
//! The story of an edit: [`Register::edit`] -> the keeper's thread -> `copies::Copies::edit` -> `model::apply` -> journal
//! (fsync) -> database (transaction, flush) -> back. The story of opening: `opening::open` -> `reconcile::all`.

mod assessments;
mod attached;
mod backup;
mod compact;
mod copies;
mod database;
mod disk;
mod error;
mod history;
mod index;
mod keeper;
mod line;
mod manifest;
mod meta;
mod mirror;
mod notice;
mod opening;
mod pack;
mod reconcile;
mod record;
mod register;
mod restore;
mod session;
#[cfg(test)]
mod tests;
mod versions;
mod waiting;

pub use backup::BackupSummary;
pub use copies::{Summarise, Templates};
pub use error::Error;
pub use history::Entry;
pub use index::Summary;
pub use notice::{Notice, Weight};
pub use register::Register;
pub use restore::restore;

pub(crate) use register::Care;
