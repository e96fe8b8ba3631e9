//! What the command line takes.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// Write, check, print and read back data protection impact assessments.
#[derive(Debug, Parser)]
#[command(
    name = "dpia",
    version,
    after_help = "Examples:
  dpia sample -o example.dpia
  dpia check example.dpia
  dpia render example.dpia -o example.pdf
  dpia verify example.pdf
  dpia import theirs.docx -o theirs.dpia
  dpia register list

Exit status: 0 done, 1 it says no (a finding stops sign-off, a PDF was tampered with), 2 could not be read or done."
)]
pub struct Args {
    /// A folder with more templates, a .json file each
    #[arg(long, global = true, value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Writes the worked example
    #[command(after_help = "Example: dpia sample -o example.dpia")]
    Sample {
        /// The file to write; - for standard output
        #[arg(short, long, value_name = "F.dpia")]
        output: PathBuf,
    },
    /// Writes an empty assessment of a template
    #[command(after_help = "Example: dpia new --template council --name \"Parking permits\" -o permits.dpia")]
    New {
        /// The template's id, as `dpia templates` lists them
        #[arg(long, default_value = "council")]
        template: String,
        /// The project's short name
        #[arg(long, default_value = "")]
        name: String,
        /// Who writes it, for the version table
        #[arg(long, default_value = "")]
        author: String,
        /// The day, yyyy-mm-dd; today when left out
        #[arg(long)]
        date: Option<String>,
        /// The file to write; - for standard output
        #[arg(short, long, value_name = "F.dpia")]
        output: PathBuf,
    },
    /// Lists the templates: id, edition, name
    Templates,
    /// Lists the findings; exit 1 when one stops sign-off
    #[command(after_help = "Example: dpia check permits.dpia --json")]
    Check {
        /// The assessment; - for standard input
        file: PathBuf,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Makes the accessible PDF
    #[command(
        after_help = "Examples:\n  dpia render permits.dpia -o permits.pdf\n  dpia render --all assessments/"
    )]
    Render {
        /// The assessment; - for standard input
        #[arg(required_unless_present = "all")]
        file: Option<PathBuf>,
        /// The file to write; - for standard output
        #[arg(short, long, value_name = "F.pdf", required_unless_present = "all")]
        output: Option<PathBuf>,
        /// Makes a PDF beside every .dpia file of a folder
        #[arg(long, value_name = "DIR", conflicts_with_all = ["file", "output"])]
        all: Option<PathBuf>,
    },
    /// Writes the answers as a table for spreadsheets
    #[command(after_help = "Example: dpia export permits.dpia --csv permits.csv")]
    Export {
        /// The assessment; - for standard input
        file: PathBuf,
        /// The file to write; - for standard output
        #[arg(long, value_name = "OUT")]
        csv: PathBuf,
    },
    /// Reads a partner's document (Word, PDF, JSON, OpenDocument, RTF, text) into the form, and loses no word of it
    #[command(
        after_help = "Example: dpia import theirs.docx -o theirs.dpia --report theirs.json\n\nExit status: 0 also when words wait for a place, 2 when the document cannot be read."
    )]
    Import {
        /// The document; - for standard input
        file: PathBuf,
        /// The file to write; - for standard output
        #[arg(short, long, value_name = "OUT.dpia")]
        output: PathBuf,
        /// The template's id, as `dpia templates` lists them
        #[arg(long, default_value = "council")]
        template: String,
        /// Writes where each word went, as JSON; - for standard output
        #[arg(long, value_name = "R.json")]
        report: Option<PathBuf>,
    },
    /// Makes a draft in another template of an assessment; what has no place there is kept with the original
    #[command(after_help = "Example: dpia convert theirs.dpia --template ico -o ico.dpia")]
    Convert {
        /// The assessment; - for standard input
        file: PathBuf,
        /// The other template's id, as `dpia templates` lists them
        #[arg(long)]
        template: String,
        /// The file to write; - for standard output
        #[arg(short, long, value_name = "OUT.dpia")]
        output: PathBuf,
    },
    /// Takes the carried data out of a PDF, to the byte
    #[command(after_help = "Example: dpia extract permits.pdf -o permits.dpia")]
    Extract {
        /// The PDF; - for standard input
        file: PathBuf,
        /// The file to write; - for standard output
        #[arg(short, long, value_name = "F.dpia")]
        output: PathBuf,
    },
    /// Says what a PDF is, and whether data, digest and pages agree; exit 1 when not
    #[command(after_help = "Example: dpia verify permits.pdf")]
    Verify {
        /// The PDF; - for standard input
        file: PathBuf,
    },
    /// Looks into the register where the window keeps its assessments
    Register {
        /// The register's folder; the window's own when left out
        #[arg(long, global = true, value_name = "D", env = "DPIA_WORKBENCH_DIR")]
        dir: Option<PathBuf>,
        /// What to do
        #[command(subcommand)]
        command: Register,
    },
}

/// What to do with the register.
#[derive(Debug, Subcommand)]
pub enum Register {
    /// Lists the assessments: id, status, version, last change, name
    #[command(after_help = "Example: dpia register list --dir assessments/")]
    List,
    /// Takes a .dpia file, or a PDF that carries one, into the register; prints the id
    #[command(after_help = "Example: dpia register add permits.dpia")]
    Add {
        /// The file; - for standard input
        file: PathBuf,
    },
    /// Writes an assessment as a .dpia file, with its versions and attached files
    #[command(after_help = "Example: dpia register get a-17 -o permits.dpia")]
    Get {
        /// The id, as `dpia register list` prints it
        id: String,
        /// The file to write; - for standard output
        #[arg(short, long, value_name = "F.dpia")]
        output: PathBuf,
    },
    /// Lists the edits of an assessment, oldest first: revision, when, who, what
    #[command(after_help = "Example: dpia register history a-17")]
    History {
        /// The id
        id: String,
    },
    /// Writes everything into one zip file
    #[command(after_help = "Example: dpia register backup -o dpia-backup.zip")]
    Backup {
        /// The file to write
        #[arg(short, long, value_name = "F.zip")]
        output: PathBuf,
    },
    /// Restores a backup; into an empty folder, or with --replace over the present register, which is kept beside
    #[command(after_help = "Example: dpia register restore dpia-backup.zip --dir restored/")]
    Restore {
        /// The backup
        file: PathBuf,
        /// Replaces the present register
        #[arg(long)]
        replace: bool,
    },
}
