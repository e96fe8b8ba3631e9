//! The use cases, told as functions: what the window and the command line both call.

mod error;
mod paper;
mod templates;
pub mod wire;

pub use error::Error;
pub use paper::{PROGRAM, Verdict, Verified, check, csv, extract, open_file, render, verify};
pub use templates::Templates;
