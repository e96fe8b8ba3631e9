//! The use cases, told as functions: what the window and the command line both call.
//!
//! Over single files: [`open_file`], [`check`], [`render`], [`csv`], [`extract`], [`verify`]. Over the register: [`Desk`]. What
//! crosses to the window is in [`wire`].

mod characters;
mod clock;
mod converting;
mod desk;
mod error;
mod files;
mod house;
mod incoming;
mod paper;
mod printed;
mod receiving;
mod recent;
mod search;
mod summary;
mod templates;
mod told;
mod versions;
mod waiting;
pub mod wire;
mod working;

pub use clock::{Now, new_id};
pub use converting::{Conversion, Converting, Pair, TablePair, convert};
pub use desk::Desk;
pub use error::Error;
pub use files::{folder, read_file, restore, write_file};
pub use house::check_colour;
pub use incoming::{Acceptance, Incoming, Opened, open_any, own_report};
pub use paper::{PROGRAM, Verdict, Verified, check, csv, extract, open_file, render, verify};
pub use templates::Templates;
