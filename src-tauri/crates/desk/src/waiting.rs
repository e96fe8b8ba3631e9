//! Documents that wait to be accepted, over a restart: the document is kept as it came, with the steps that the officer took.
//! When it is wanted again it is read again, and the steps are taken again.

use std::sync::MutexGuard;

use import::{Note, To};
use model::Template;
use serde::{Deserialize, Serialize};

use crate::desk::{Desk, lock};
use crate::incoming::{Incoming, Opened, open_any};
use crate::receiving::Held;
use crate::{Error, wire};

/// A line about a document that waits.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "snake_case")]
pub(crate) enum Line {
    /// The first: what came.
    Came {
        /// The template that it is placed in.
        template: String,
        /// The file, as lists show it.
        file: wire::FileIn,
    },
    /// A piece was sent somewhere.
    Sent {
        /// Which, and where.
        args: wire::SendArgs,
        /// What the piece says: another edition of the program may count pieces otherwise.
        text: String,
        /// The document's words after it.
        words: wire::WordCounts,
    },
    /// The last step was taken back.
    Back {
        /// The document's words after it.
        words: wire::WordCounts,
    },
}

impl Desk {
    /// Lists the documents that wait since the program was last open.
    pub(crate) fn waiting(&self) -> wire::BroughtIn {
        let file = |(_, lines): (String, Vec<serde_json::Value>)| {
            let mut lines = lines.into_iter().filter_map(|l| serde_json::from_value(l).ok());
            let Some(Line::Came { mut file, .. }) = lines.next() else { return None };
            if let Some(Line::Sent { words: now, .. } | Line::Back { words: now }) = lines.next_back()
                && let wire::FileOutcome::Incoming { words, .. } = &mut file.outcome
            {
                *words = now;
            }
            Some(file)
        };
        wire::BroughtIn { files: self.register.waiting().into_iter().filter_map(file).collect() }
    }

    /// Keeps a document, so that it waits also after a restart.
    pub(crate) fn keep_waiting(
        &self,
        id: &str,
        incoming: &Incoming,
        outcome: &wire::FileOutcome,
    ) -> Result<(), Error> {
        let file = wire::FileIn { file_name: incoming.file_name.clone(), outcome: outcome.clone() };
        let line = Line::Came { template: incoming.draft.template.clone(), file };
        Ok(self.register.put_waiting(id, &incoming.bytes, &value(&line))?)
    }

    /// Keeps a step that was taken.
    pub(crate) fn keep_step(&self, id: &str, line: &Line) -> Result<(), Error> {
        Ok(self.register.add_to_waiting(id, &value(line))?)
    }

    /// Gives the documents at hand, with one read again if it was not among them.
    pub(crate) fn held(&self, id: &str) -> Result<MutexGuard<'_, Held>, Error> {
        let held = lock(&self.receiving.0);
        if held.contains_key(id) {
            return Ok(held);
        }
        drop(held);
        let incoming = self.read_again(id)?;
        let mut held = lock(&self.receiving.0);
        held.entry(id.to_owned()).or_insert(incoming);
        Ok(held)
    }

    fn read_again(&self, id: &str) -> Result<Incoming, Error> {
        let (bytes, lines) = self.register.waiting_document(id).map_err(|e| match e {
            store::Error::NotFound(_) | store::Error::Id(_) => Error::NotIncoming,
            other => other.into(),
        })?;
        let mut lines = lines.into_iter().map(|l| serde_json::from_value(l).ok());
        let Some(Some(Line::Came { template, file })) = lines.next() else { return Err(Error::NotIncoming) };
        let Opened::Foreign(mut incoming) = open_any(&self.templates, &template, &file.file_name, &bytes)?
        else {
            return Err(Error::NotIncoming);
        };
        let template = self.templates.get(&incoming.draft.template)?;
        let mut missed = false;
        for line in lines {
            missed |= !line.is_some_and(|line| incoming.again(&template, &line));
        }
        if missed {
            incoming.draft.notes.push(Note {
                code: "again".into(),
                message: "The program reads this document otherwise since it was renewed. Not everything that you had placed could be placed again: look it over before you accept it.".into(),
            });
        }
        Ok(*incoming)
    }
}

impl Incoming {
    /// Takes a step as the window asks for it.
    pub(crate) fn take_step(&mut self, template: &Template, args: &wire::SendArgs) -> Result<(), Error> {
        let to = match &args.to {
            wire::PieceTo::Field { field, row, column } => To::Field(import::Target {
                field: field.clone(),
                cell: column.clone().map(|c| (row.unwrap_or(0), c)),
            }),
            wire::PieceTo::Comment { question } => To::Comment(question.clone()),
            wire::PieceTo::Aside => To::Aside,
            wire::PieceTo::Pile => To::Pile,
            wire::PieceTo::Keep if self.keep(args.piece) => return Ok(()),
            wire::PieceTo::Keep => return Err(import::Refused.into()),
        };
        self.send(template, args.piece, &to, args.alike)?;
        Ok(())
    }

    /// Gives what a piece says, in one line.
    pub(crate) fn says(&self, piece: usize) -> String {
        self.draft.pieces.get(piece).map(|p| import::line(&p.content)).unwrap_or_default()
    }

    /// Takes a step again; says whether that could be done.
    fn again(&mut self, template: &Template, line: &Line) -> bool {
        match line {
            Line::Came { .. } => true,
            Line::Sent { args, text, .. } => {
                self.says(args.piece) == *text && self.take_step(template, args).is_ok()
            }
            Line::Back { .. } => self.step_back(),
        }
    }
}

fn value(line: &Line) -> serde_json::Value {
    serde_json::to_value(line).unwrap_or_default()
}
