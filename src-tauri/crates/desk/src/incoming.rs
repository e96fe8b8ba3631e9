//! A partner's document on its way in: read, placed, looked over by the officer, accepted. Nothing of it is in the register
//! before that.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use model::{Answer, Assessment, Comment, File, Provenance, Received, Source, Template, Unplaced};
use sha2::{Digest, Sha256};

use crate::{Error, Templates};
use import::{Draft, Fate, Outline, To};

/// The most undo steps that are kept of a document on its way in.
const STEPS: usize = 200;

/// A document on its way in.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// The name of the file.
    pub file_name: String,
    /// The document, unchanged.
    pub bytes: Vec<u8>,
    /// What it says.
    pub outline: Outline,
    /// Where that goes.
    pub draft: Draft,
    before: Vec<Draft>,
}

/// What a file turned out to be.
#[derive(Debug, Clone)]
pub enum Opened {
    /// An assessment of this program: a `.dpia` file, or a PDF that carries one, to the byte.
    Own {
        /// The assessment's file, to the byte.
        bytes: Vec<u8>,
        /// What the officer should know: that the PDF was altered since it was made.
        notes: Vec<import::Note>,
    },
    /// A partner's document.
    Foreign(Box<Incoming>),
}

/// Who accepts a document, when and as what.
#[derive(Debug, Clone, Default)]
pub struct Acceptance {
    /// The assessment's id.
    pub id: String,
    /// Its short name.
    pub name: String,
    /// Whom the document came from.
    pub from: String,
    /// The officer.
    pub by: String,
    /// The officer's organisation.
    pub organisation: String,
    /// The day, `yyyy-mm-dd`.
    pub day: String,
    /// The moment, `yyyy-mm-ddThh:mm:ssZ`.
    pub at: String,
}

/// Opens a file of any kind that is known.
///
/// # Errors
/// [`Error::Import`] when it cannot be read, with what to do; [`Error::Model`] for a damaged `.dpia` file or a template that is
/// not at hand.
pub fn open_any(
    templates: &Templates,
    template: &str,
    file_name: &str,
    bytes: &[u8],
) -> Result<Opened, Error> {
    if is_own(bytes) {
        crate::open_file(templates, bytes)?;
        return Ok(Opened::Own { bytes: bytes.to_vec(), notes: Vec::new() });
    }
    if bytes.starts_with(b"%PDF")
        && let Ok(carried) = crate::extract(bytes)
    {
        let verified = crate::verify(templates, bytes)?;
        let note = |code: &str, message: &str| import::Note { code: code.into(), message: message.into() };
        let mut notes = Vec::new();
        if verified.pages == crate::Verdict::Differ {
            notes.push(note(
                "altered",
                "This PDF was changed after it was made: its pages do not say what the data in it says. The data was read. Compare both before you rely on it.",
            ));
        }
        if verified.seal_agrees == Some(false) {
            notes.push(note("seal", "The data in this PDF is not what was signed off: its digest differs. Ask the sender for the signed copy."));
        }
        return Ok(Opened::Own { bytes: carried, notes });
    }
    let outline = import::read(bytes)?;
    let to = templates.get(template)?;
    let draft = import::draft(&outline, &to, templates.mappings());
    let file_name = file_name.to_owned();
    let incoming = Incoming { file_name, bytes: bytes.to_vec(), outline, draft, before: Vec::new() };
    Ok(Opened::Foreign(Box::new(incoming)))
}

/// Says whether it is a `.dpia` file, or wants to be one.
fn is_own(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(bytes.get(..4096.min(bytes.len())).unwrap_or_default()).into_owned();
    let is_json = start.trim_start_matches('\u{feff}').trim_start().starts_with('{');
    let value = || serde_json::from_slice::<serde_json::Value>(bytes).ok();
    is_json && value().is_some_and(|v| v.get("format").and_then(|f| f.as_str()) == Some("dpia"))
}

impl Incoming {
    /// Gives the SHA-256 of the document, in lower-case hexadecimal.
    pub fn sha256(&self) -> String {
        sha256(&self.bytes)
    }

    /// Sends a piece somewhere, with `alike` those of the pile under the same heading too. Gives how many went.
    ///
    /// # Errors
    /// [`Error::Refused`] when the field cannot take it.
    pub fn send(&mut self, template: &Template, piece: usize, to: &To, alike: bool) -> Result<usize, Error> {
        let before = self.draft.clone();
        let sent = self.draft.send(template, piece, to, alike)?;
        self.remember(before);
        Ok(sent)
    }

    /// Leaves a piece where it was placed, as the officer has looked at it: it is sure then. Says whether it was placed.
    pub fn keep(&mut self, piece: usize) -> bool {
        let before = self.draft.clone();
        let Some(Fate::Placed(placed)) = self.draft.pieces.get_mut(piece).map(|p| &mut p.fate) else {
            return false;
        };
        placed.confidence = 1.0;
        self.remember(before);
        true
    }

    fn remember(&mut self, before: Draft) {
        self.before.push(before);
        if self.before.len() > STEPS {
            self.before.remove(0);
        }
    }

    /// Takes the last step back; says whether there was one.
    pub fn step_back(&mut self) -> bool {
        match self.before.pop() {
            Some(before) => {
                self.draft = before;
                true
            }
            None => false,
        }
    }

    /// Says whether there is a step to take back.
    pub fn can_step_back(&self) -> bool {
        !self.before.is_empty()
    }

    /// Gives the pieces that stand outside the body: running heads, words taken out, comments. They are the last.
    pub fn margins(&self) -> std::ops::Range<usize> {
        let o = &self.outline;
        let all = self.draft.pieces.len();
        all.saturating_sub(o.furniture.len() + o.removed.len() + o.comments.len())..all
    }

    /// Makes the report: where each word went.
    pub fn report(&self, template: &Template) -> import::Report {
        import::report(&self.outline, &self.draft, template)
    }

    /// Makes an assessment of it: the answers with where they came from, the comments, the files inside it, the document
    /// itself, and what found no place.
    pub fn accept(&self, template: &Template, acceptance: &Acceptance) -> File {
        let a = acceptance;
        let mut assessment = Assessment::new(&a.id, template, a.name.trim(), &a.by, &a.day);
        assessment.organisation.clone_from(&a.organisation);
        let own = self.draft.answers(template);
        assessment.answers.extend(own);
        if !a.name.trim().is_empty() {
            let name = Answer::Text(a.name.trim().to_owned());
            assessment.answers.entry(template.roles.name.clone()).or_insert(name);
        }
        let sha256 = self.sha256();
        assessment.provenance = self.provenance(&sha256);
        assessment.comments = self.comments(template, a);
        let mut files = BTreeMap::new();
        files.insert(sha256.clone(), STANDARD.encode(&self.bytes));
        self.attach(&mut assessment, &mut files);
        assessment.received.push(Received {
            sha256,
            file_name: self.file_name.clone(),
            size: self.bytes.len() as u64,
            from: a.from.trim().to_owned(),
            at: a.at.clone(),
            by: a.by.clone(),
            unplaced: self.unplaced(),
        });
        let mut file = File::new(assessment);
        file.files = files;
        file
    }

    fn provenance(&self, sha256: &str) -> BTreeMap<String, Provenance> {
        let mut out: BTreeMap<String, Provenance> = BTreeMap::new();
        for piece in &self.draft.pieces {
            let Fate::Placed(placed) = &piece.fate else { continue };
            let here = || Provenance {
                source: Source::Document,
                of: sha256.to_owned(),
                place: piece.at.to_string(),
            };
            out.entry(placed.target.field.clone()).or_insert_with(here);
        }
        out
    }

    /// Makes comments of those in the document's margin that stand beside an answer, and of what the officer made one.
    fn comments(&self, template: &Template, a: &Acceptance) -> Vec<Comment> {
        let mut comments = Vec::new();
        for piece in &self.draft.pieces {
            let Fate::Comment { question } = &piece.fate else { continue };
            if template.questions().any(|(_, q)| q.id == *question) {
                comments.push(Comment {
                    id: format!("c-{}", comments.len() + 1),
                    question: question.clone(),
                    by: if a.from.is_empty() { a.by.clone() } else { a.from.clone() },
                    at: a.at.clone(),
                    text: format!("{} ({})", piece.content.text().trim(), self.file_name),
                    resolved: None,
                });
            }
        }
        comments
    }

    fn attach(&self, assessment: &mut Assessment, files: &mut BTreeMap<String, String>) {
        for (file, field) in &self.draft.files {
            let Some(field) = field else { continue };
            let name = sha256(&file.bytes);
            let mut reference = crate::files::attachment(&file.name, &file.bytes, name.clone());
            if !file.alt.trim().is_empty() {
                reference.title = file.alt.trim().to_owned();
            }
            files.insert(name, STANDARD.encode(&file.bytes));
            let answer =
                assessment.answers.entry(field.clone()).or_insert_with(|| Answer::Attachments(Vec::new()));
            if let Answer::Attachments(list) = answer {
                list.push(reference);
            }
        }
    }

    fn unplaced(&self) -> Vec<Unplaced> {
        let waits = |p: &&import::Piece| matches!(p.fate, Fate::Unplaced { .. } | Fate::Aside) && p.words > 0;
        let loose = |p: &import::Piece| Unplaced {
            text: import::line(&p.content),
            under: p.under.clone(),
            place: p.at.to_string(),
            aside: p.fate == Fate::Aside,
        };
        self.draft.pieces.iter().filter(waits).map(loose).collect()
    }
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// Makes the report of an import of one of the program's own files: every word is in its place.
pub fn own_report(template: &Template, file: &File, notes: &[import::Note]) -> import::Report {
    let mut report = import::Report {
        source_words: 0,
        placed_words: 0,
        recognised_words: 0,
        unplaced_words: 0,
        lost_words: 0,
        family: template.id.clone(),
        placements: Vec::new(),
        unplaced: Vec::new(),
        recognised: Vec::new(),
        findings: notes
            .iter()
            .map(|n| import::Finding { code: n.code.clone(), message: n.message.clone() })
            .collect(),
    };
    for (question, field) in template.fields() {
        let Some(answer) = file.assessment.answers.get(&field.id) else { continue };
        let name = question.number.clone().unwrap_or_else(|| question.id.clone());
        let mut put = |kind: &model::Kind, answer: &Answer, cell: Option<(usize, &str)>| {
            let text = words(template, &file.assessment, kind, answer);
            let count = import::count_words(&text);
            report.source_words += count;
            report.placed_words += count;
            report.placements.push(import::Placement {
                question: name.clone(),
                field: field.id.clone(),
                row: cell.map(|c| c.0 + 1),
                column: cell.map(|c| c.1.to_owned()),
                text,
                value: None,
                confidence: 1.0,
                from: "the data in the file".into(),
            });
        };
        match answer {
            Answer::Table(rows) => {
                for (i, row) in rows.iter().enumerate() {
                    for column in field.columns() {
                        if let Some(answer) = row.cells.get(&column.id) {
                            put(&column.kind, answer, Some((i, &column.id)));
                        }
                    }
                }
            }
            answer => put(&field.kind, answer, None),
        }
    }
    report
}

/// Says an answer in words, with the labels of ticked boxes.
pub(crate) fn words(
    template: &Template,
    assessment: &Assessment,
    kind: &model::Kind,
    answer: &Answer,
) -> String {
    match (kind, answer) {
        (model::Kind::Boxes { rows }, Answer::Boxes(ticked)) => {
            let labels = rows.iter().flatten().filter(|b| ticked.contains(&b.id)).map(|b| b.label.as_str());
            labels.collect::<Vec<_>>().join(", ")
        }
        _ => export::answer_words(template, assessment, kind, answer),
    }
}
