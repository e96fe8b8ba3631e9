//! From an assessment to its paper and back.

use layout::lay_out_with;
use model::{Answer, File, Finding, Template};

use crate::{Error, Templates};

/// The program and its version, as PDFs name their producer.
pub const PROGRAM: &str = concat!("DPIA workbench ", env!("CARGO_PKG_VERSION"));

/// A `.dpia` file larger than this is refused before it is read.
const LARGEST: usize = 256 * 1024 * 1024;

/// Reads a `.dpia` file and checks that its template is at hand and every answer fits it.
///
/// # Errors
/// [`Error::TooLarge`] or [`Error::Model`], with what to do.
pub fn open_file(templates: &Templates, bytes: &[u8]) -> Result<File, Error> {
    if bytes.len() > LARGEST {
        return Err(Error::TooLarge(LARGEST / 1024 / 1024));
    }
    let file = File::from_bytes(bytes)?;
    let template = templates.get(&file.assessment.template.id)?;
    model::check_answers(&template, &file.assessment)?;
    Ok(file)
}

/// Checks an assessment by its template's rules, and its words by the fonts of the paper.
pub fn check(template: &Template, file: &File) -> Vec<Finding> {
    crate::working::all_findings(template, &file.assessment)
}

/// Sets an assessment on paper: an accessible PDF that carries the canonical file. `progress` is told the pages done and says
/// whether to go on.
///
/// # Errors
/// [`Error::Pdf`] when it was cancelled or cannot be written.
pub fn render(
    template: &Template,
    file: &File,
    progress: &mut dyn FnMut(usize) -> bool,
) -> Result<Vec<u8>, Error> {
    let assessment = &file.assessment;
    let pages = lay_out_with(template, assessment, &crate::printed::pictures(file));
    let carried = pdf::Carried {
        file_name: "assessment.dpia".into(),
        bytes: file.to_bytes(),
        description: "The assessment as data, for the DPIA workbench".into(),
    };
    let author = match assessment.seal.as_ref() {
        Some(seal) => Some(seal.by.clone()),
        None => template.roles.owner.as_ref().and_then(|f| match assessment.answers.get(f) {
            Some(Answer::Text(name)) => Some(name.clone()),
            _ => None,
        }),
    };
    let info = pdf::Info {
        title: pages.title.clone(),
        author,
        subject: Some(template.name.clone()),
        version: Some(format!("{} {}", assessment.version, assessment.status.label().to_lowercase())),
        created: Some(assessment.seal.as_ref().map_or(&assessment.changed, |s| &s.on).clone()),
        program: PROGRAM.into(),
    };
    Ok(pdf::write(&pages, &carried, &info, progress)?)
}

/// Writes an assessment as CSV.
///
/// # Errors
/// [`Error::Table`] when it cannot be written.
pub fn csv(template: &Template, file: &File) -> Result<Vec<u8>, Error> {
    export::csv(template, &file.assessment).map_err(|e| Error::Table(e.to_string()))
}

/// Takes the carried data out of a PDF, to the byte.
///
/// # Errors
/// [`Error::NothingCarried`] when there is none, [`Error::Pdf`] when the PDF cannot be read.
pub fn extract(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    pdf::read(bytes)?.carried.ok_or(Error::NothingCarried)
}

/// What a check of a PDF found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The assessment that it carries.
    pub file: File,
    /// The digest of what it carries.
    pub digest: String,
    /// Whether the sealed digest is that of the data; `None` when it is not signed off.
    pub seal_agrees: Option<bool>,
    /// Whether the pages say what the data says.
    pub pages: Verdict,
}

/// Whether pages say what the data says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// All that they show is what the data gives.
    Same,
    /// Another edition of the program made it; the words are those that the data gives.
    SameWords,
    /// They differ.
    Differ,
}

impl Verified {
    /// Says whether nothing was tampered with.
    pub fn holds(&self) -> bool {
        self.seal_agrees != Some(false) && self.pages != Verdict::Differ
    }
}

/// Checks a PDF: whether the sealed digest is that of the data, and, by setting the data again, whether the pages say what
/// the data says.
///
/// # Errors
/// [`Error::NothingCarried`] when it carries no data; [`Error::Pdf`] or [`Error::Model`] when it cannot be read.
pub fn verify(templates: &Templates, bytes: &[u8]) -> Result<Verified, Error> {
    let read = pdf::read(bytes)?;
    let carried = read.carried.ok_or(Error::NothingCarried)?;
    let file = open_file(templates, &carried)?;
    let template = templates.get(&file.assessment.template.id)?;
    let again = render(&template, &file, &mut |_| true)?;
    // The same program gives the same bytes: whatever was added or changed since shows, even what no page shows.
    let pages = if bytes == again {
        Verdict::Same
    } else if read.program.as_deref() != Some(PROGRAM) && read.page_words == pdf::read(&again)?.page_words {
        Verdict::SameWords
    } else {
        Verdict::Differ
    };
    let digest = file.assessment.digest();
    let seal_agrees = file.assessment.seal.as_ref().map(|seal| seal.digest == digest);
    Ok(Verified { file, digest, seal_agrees, pages })
}
