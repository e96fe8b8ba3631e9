//! The settings of the desk, and what is said of them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The settings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Settings {
    /// The officer's name, for versions and history.
    pub officer: String,
    /// The officer's organisation.
    pub organisation: String,
    /// The theme.
    pub theme: Theme,
    /// The text size in per cent, 90 to 200; 0 is 100.
    pub text_size: u32,
    /// The folder for backups that are made by themselves; empty for none.
    pub backup_folder: String,
    /// After how many days a backup is made by itself; 0 for never.
    pub backup_days: u32,
    /// The data protection officer's name, with which new assessments begin.
    pub dpo_name: String,
    /// The data protection officer's e-mail address.
    pub dpo_email: String,
    /// After how many months an assessment is reviewed for which no date is given; 0 for none.
    pub review_months: u32,
    /// The colour of the paper's bands and headings, `#rrggbb`; empty for the form's own.
    pub paper_colour: String,
    /// The logo on the paper.
    pub logo: Option<Logo>,
}

/// The logo on the paper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Logo {
    /// SHA-256 of its picture.
    pub sha256: String,
    /// The name of the file that it came from.
    pub file_name: String,
    /// The words that stand for it.
    pub words: String,
}

/// Whether a colour can be read on the paper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ColourCheck {
    /// The colour, `#rrggbb`.
    pub colour: String,
    /// Its contrast with white, to one.
    pub contrast: f64,
    /// The contrast that it must reach.
    pub least: f64,
    /// The nearest darker shade that reaches it; null when the colour does.
    pub darker: Option<String>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            officer: String::new(),
            organisation: String::new(),
            theme: Theme::default(),
            text_size: 0,
            backup_folder: String::new(),
            backup_days: 0,
            dpo_name: String::new(),
            dpo_email: String::new(),
            review_months: 12,
            paper_colour: String::new(),
            logo: None,
        }
    }
}

/// A theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// High contrast.
    Contrast,
}
