//! The desk's part in taking a partner's document in: what is on its way is held here until it is accepted or let go, and
//! waits over a restart (see `waiting`).

use std::collections::BTreeMap;
use std::sync::Mutex;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use import::{At, Fate, Outline, Paragraph, ParagraphKind, Span};
use model::{Answer, Assessment, Kind, Template};

use crate::desk::{Desk, lock};
use crate::incoming::{Acceptance, Incoming, Opened, open_any};
use crate::waiting::Line;
use crate::{Error, Now, wire};

/// The template that documents are placed in.
const TEMPLATE: &str = "council";

/// Documents, by name.
pub(crate) type Held = BTreeMap<String, Incoming>;

/// The documents on their way in that are at hand.
#[derive(Debug, Default)]
pub(crate) struct Receiving(pub(crate) Mutex<Held>);

impl Desk {
    /// Opens a file: an assessment of this program goes into the register, a partner's document waits to be accepted. A file
    /// that cannot be read is told of with what to do.
    pub fn bring_in(&self, file_name: &str, bytes: &[u8], id: &str) -> wire::FileIn {
        let outcome = match self.opened(file_name, bytes, id) {
            Ok(outcome) => outcome,
            Err(e) => wire::FileOutcome::Problem { message: e.to_string() },
        };
        wire::FileIn { file_name: file_name.to_owned(), outcome }
    }

    fn opened(&self, file_name: &str, bytes: &[u8], id: &str) -> Result<wire::FileOutcome, Error> {
        match open_any(&self.templates, TEMPLATE, file_name, bytes)? {
            Opened::Own { bytes, notes } => {
                let id = self.take_in(&bytes, id)?;
                Ok(wire::FileOutcome::Assessment { id, notes: notes.iter().map(Into::into).collect() })
            }
            Opened::Foreign(incoming) => {
                let draft = &incoming.draft;
                let outcome = wire::FileOutcome::Incoming {
                    incoming: id.to_owned(),
                    name: draft.name.clone(),
                    family: self.family(&draft.family),
                    words: counts(&incoming),
                };
                self.keep_waiting(id, &incoming, &outcome)?;
                lock(&self.receiving.0).insert(id.to_owned(), *incoming);
                Ok(outcome)
            }
        }
    }

    /// Gives a document on its way in.
    ///
    /// # Errors
    /// [`Error::NotIncoming`] when it is not at hand.
    pub fn incoming(&self, args: &wire::IncomingArgs) -> Result<wire::Incoming, Error> {
        let all = self.held(&args.incoming)?;
        let incoming = all.get(&args.incoming).ok_or(Error::NotIncoming)?;
        Ok(self.shown(&args.incoming, incoming))
    }

    /// Draws a page of it, from 1; nothing when it has none that can be drawn.
    ///
    /// # Errors
    /// [`Error::NotIncoming`] when it is not at hand.
    pub fn incoming_page(&self, args: &wire::IncomingPageArgs) -> Result<Option<wire::DrawnPage>, Error> {
        let bytes = {
            let all = self.held(&args.incoming)?;
            let incoming = all.get(&args.incoming).ok_or(Error::NotIncoming)?;
            incoming.bytes.clone()
        };
        let page = args.page.checked_sub(1).filter(|_| bytes.starts_with(b"%PDF"));
        let made = page.and_then(|page| picture::page(&bytes, page as usize));
        Ok(made.map(|m| wire::DrawnPage { png: STANDARD.encode(&m.bytes), width: m.width, height: m.height }))
    }

    /// Sends a piece somewhere.
    ///
    /// # Errors
    /// [`Error::Refused`] when the field cannot take it; [`Error::NotIncoming`].
    pub fn send_piece(&self, args: &wire::SendArgs) -> Result<wire::Incoming, Error> {
        let mut all = self.held(&args.incoming)?;
        let incoming = all.get_mut(&args.incoming).ok_or(Error::NotIncoming)?;
        let template = self.templates.get(&incoming.draft.template)?;
        let text = incoming.says(args.piece);
        incoming.take_step(&template, args)?;
        let line = Line::Sent { args: args.clone(), text, words: counts(incoming) };
        self.keep_step(&args.incoming, &line).inspect_err(|_| {
            // What is not on the disk is not shown as done.
            incoming.step_back();
        })?;
        Ok(self.shown(&args.incoming, incoming))
    }

    /// Takes the last step back.
    ///
    /// # Errors
    /// [`Error::Nothing`] when there is none; [`Error::NotIncoming`].
    pub fn step_back(&self, args: &wire::IncomingArgs) -> Result<wire::Incoming, Error> {
        let mut all = self.held(&args.incoming)?;
        let incoming = all.get_mut(&args.incoming).ok_or(Error::NotIncoming)?;
        let before = incoming.clone();
        if !incoming.step_back() {
            return Err(Error::Nothing("undo"));
        }
        let line = Line::Back { words: counts(incoming) };
        if let Err(e) = self.keep_step(&args.incoming, &line) {
            *incoming = before;
            return Err(e);
        }
        Ok(self.shown(&args.incoming, incoming))
    }

    /// Makes an assessment of it, and gives its id. The document itself is kept with it for good.
    ///
    /// # Errors
    /// [`Error::NotIncoming`]; [`Error::Store`], and then it is still at hand.
    pub fn accept(&self, args: &wire::AcceptArgs, id: &str, now: &Now) -> Result<String, Error> {
        let mut all = self.held(&args.incoming)?;
        let incoming = all.get(&args.incoming).ok_or(Error::NotIncoming)?;
        let template = self.templates.get(&incoming.draft.template)?;
        let settings = self.settings();
        let acceptance = Acceptance {
            id: id.to_owned(),
            name: args.name.clone(),
            from: args.from.clone(),
            by: settings.officer,
            organisation: settings.organisation,
            day: now.day.clone(),
            at: now.at.clone(),
        };
        let id = self.add(incoming.accept(&template, &acceptance))?;
        all.remove(&args.incoming);
        // It is in the register now; at worst it is offered again.
        let _ = self.register.drop_waiting(&args.incoming);
        Ok(id)
    }

    /// Lets a document go: nothing of it is kept.
    ///
    /// # Errors
    /// [`Error::Store`], and then it still waits.
    pub fn let_go(&self, args: &wire::IncomingArgs) -> Result<(), Error> {
        self.register.drop_waiting(&args.incoming)?;
        lock(&self.receiving.0).remove(&args.incoming);
        Ok(())
    }

    /// Makes a draft in another template with the answers of an assessment, and gives its id. The assessment stays as it is.
    ///
    /// # Errors
    /// [`Error::NoConversion`]; [`Error::Store`].
    pub fn convert(&self, args: &wire::ConvertArgs, id: &str, now: &Now) -> Result<String, Error> {
        let file = self.register.file(&args.id)?;
        let by = self.settings().officer;
        let who = crate::Converting { id: id.to_owned(), by, day: now.day.clone(), at: now.at.clone() };
        Ok(self.add(crate::convert(&self.templates, &file, &args.template, &who)?)?)
    }

    /// Gives the name of a family of forms.
    fn family(&self, id: &str) -> String {
        let mapped = self.templates.mappings().iter().find(|m| m.id == id).map(|m| m.name.clone());
        let template = || self.templates.get(id).ok().map(|t| t.name.clone());
        mapped.or_else(template).unwrap_or_else(|| id.to_owned())
    }

    fn shown(&self, id: &str, incoming: &Incoming) -> wire::Incoming {
        let draft = &incoming.draft;
        let template = self.templates.get(&draft.template).ok();
        let margins = incoming.margins();
        let boxed = boxed(&incoming.outline);
        let question = |field: &str| {
            let question = template.as_ref().and_then(|t| t.question_of(field).map(|q| q.id.clone()));
            question.unwrap_or_else(|| field.to_owned())
        };
        let pages = draft.pieces.iter().filter_map(|p| p.at.page).max().unwrap_or(0);
        wire::Incoming {
            incoming: id.to_owned(),
            file_name: incoming.file_name.clone(),
            sha256: incoming.sha256(),
            size: incoming.bytes.len(),
            source: source(&incoming.bytes),
            pages,
            family: self.family(&draft.family),
            template: draft.template.clone(),
            name: draft.name.clone(),
            words: counts(incoming),
            pieces: draft
                .pieces
                .iter()
                .enumerate()
                .map(|(i, p)| wire::IncomingPiece {
                    text: with_box(shown(&p.content), boxed.get(&p.at).copied()),
                    margin: margins.contains(&i),
                    goes_on: i
                        .checked_sub(1)
                        .and_then(|b| draft.pieces.get(b))
                        .is_some_and(|before| before.at == p.at),
                    ..piece(i, p, template.as_deref(), &question)
                })
                .collect(),
            notes: draft.notes.iter().map(Into::into).collect(),
            files: draft.files.iter().map(|(f, _)| f.name.clone()).collect(),
            can_step_back: incoming.can_step_back(),
        }
    }
}

fn piece(
    index: usize,
    piece: &import::Piece,
    template: Option<&Template>,
    question: &dyn Fn(&str) -> String,
) -> wire::IncomingPiece {
    let kind = match piece.content.kind {
        ParagraphKind::Plain => wire::PieceKind::Plain,
        ParagraphKind::Heading(_) => wire::PieceKind::Heading,
        ParagraphKind::Item { .. } => wire::PieceKind::Item,
    };
    let went = match &piece.fate {
        Fate::Recognised => wire::Went::Recognised,
        Fate::Aside => wire::Went::Aside,
        Fate::Comment { question } => wire::Went::Comment { question: question.clone() },
        Fate::Unplaced { near } => wire::Went::Unplaced { near: near.as_ref().map(|t| t.field.clone()) },
        Fate::Placed(p) => wire::Went::Placed {
            question: question(&p.target.field),
            field: p.target.field.clone(),
            row: p.target.cell.as_ref().map(|c| c.0),
            column: p.target.cell.as_ref().map(|c| c.1.clone()),
            value: read_as(template, p),
            confidence: p.confidence,
            reading: p.reading.clone(),
        },
    };
    wire::IncomingPiece {
        piece: index,
        text: String::new(),
        kind,
        strong: piece.content.is_strong(),
        under: piece.under.clone(),
        from: piece.at.to_string(),
        page: piece.at.page,
        area: piece.at.area.map(|[x, y, w, h]| (x, y, w, h)),
        cell: piece.at.cell,
        margin: false,
        goes_on: false,
        words: piece.words,
        went,
    }
}

/// Gives the words of a paragraph as the source shows them: with its number or bullet, its tick boxes and its notes.
fn shown(paragraph: &Paragraph) -> String {
    let mut out = String::new();
    for span in &paragraph.spans {
        match span {
            Span::Text { text, .. } => out.push_str(text),
            Span::Marker(mark) | Span::Label(mark) => {
                out.push_str(mark);
                out.push(' ');
            }
            Span::Tick { ticked, .. } => out.push_str(if *ticked { "☒ " } else { "☐ " }),
            Span::Footnote(note) => {
                let words: Vec<String> = note.iter().map(shown).collect();
                out.push_str(&format!(" [{}]", words.join(" ")));
            }
        }
    }
    out.trim().to_owned()
}

/// Finds the paragraphs that have tick boxes, by where they are: a piece of one has its words only.
fn boxed(outline: &Outline) -> BTreeMap<&At, &Paragraph> {
    let has_box = |p: &&Paragraph| p.spans.iter().any(|s| matches!(s, Span::Tick { .. }));
    outline.paragraphs().into_iter().filter(has_box).map(|p| (&p.at, p)).collect()
}

/// Puts the box of a piece beside its words, on the side where the paragraph has it.
fn with_box(text: String, paragraph: Option<&Paragraph>) -> String {
    let Some(paragraph) = paragraph.filter(|_| !text.is_empty() && !text.contains(['☒', '☐'])) else {
        return text;
    };
    // Where boxes follow their words the last span is one; else what stands before the first box has none.
    let behind = matches!(paragraph.spans.last(), Some(Span::Tick { .. }));
    let mark = |ticked: bool| if ticked { "☒" } else { "☐" };
    let mut last = None;
    let mut spans = paragraph.spans.iter();
    while let Some(span) = spans.next() {
        match span {
            Span::Tick { ticked, .. } => last = Some(*ticked),
            Span::Text { text: words, .. } if words.contains(&text) => {
                // With boxes behind, the next one is this one's.
                let after =
                    spans.find_map(|s| if let Span::Tick { ticked, .. } = s { Some(*ticked) } else { None });
                return match (last, after) {
                    (Some(ticked), _) if !behind => format!("{} {text}", mark(ticked)),
                    (_, Some(ticked)) if behind => format!("{text} {}", mark(ticked)),
                    _ => text,
                };
            }
            _ => {}
        }
    }
    text
}

/// Says what a piece was read as, in the form's words; nothing where its own words are kept.
fn read_as(template: Option<&Template>, placed: &import::Placed) -> Option<String> {
    let field = template.and_then(|t| t.field(&placed.target.field));
    let kind = field.and_then(|f| match &placed.target.cell {
        Some((_, column)) => f.columns().iter().find(|c| c.id == *column).map(|c| &c.kind),
        None => Some(&f.kind),
    });
    let answer = match (&placed.value, kind) {
        (import::Value::Boxes(ids), Some(Kind::Boxes { rows })) => {
            let labels = rows.iter().flatten().filter(|b| ids.contains(&b.id)).map(|b| b.label.as_str());
            return Some(labels.collect::<Vec<_>>().join(", "));
        }
        (import::Value::Choice(choice), _) => Answer::Choice(choice.clone()),
        (import::Value::Conditions(ids), _) => Answer::Conditions(ids.iter().cloned().collect()),
        (import::Value::Approval(approval), _) => Answer::Approval(approval.clone()),
        (value, _) => return import::said(value),
    };
    let (template, kind) = template.zip(kind)?;
    Some(export::answer_words(template, &Assessment::new("", template, "", "", ""), kind, &answer))
}

fn counts(incoming: &Incoming) -> wire::WordCounts {
    let counts = incoming.draft.counts();
    wire::WordCounts {
        source: incoming.outline.words(),
        placed: counts.placed,
        recognised: counts.recognised,
        unplaced: counts.unplaced,
    }
}

fn source(bytes: &[u8]) -> wire::Source {
    if bytes.starts_with(b"%PDF") {
        wire::Source::Pdf
    } else if bytes.starts_with(b"PK") {
        wire::Source::Word
    } else if bytes.trim_ascii_start().starts_with(b"{") {
        wire::Source::Data
    } else {
        wire::Source::Text
    }
}
