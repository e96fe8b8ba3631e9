//! Attached files that are printed after the form.

use std::collections::BTreeSet;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use layout::{Picture, Pictures};
use model::{Answer, Assessment, AttachmentRef, File, PrintedPage};
use sha2::{Digest, Sha256};

use crate::desk::{Desk, lock};
use crate::{Error, Now, wire};

impl Desk {
    /// Has an attached file printed after the form. Its pages are drawn once, now: the paper is made of the
    /// pictures that the assessment then keeps. `progress` is told the pages drawn, and says whether to go on.
    ///
    /// # Errors
    /// [`Error::Picture`] when it cannot be printed, with what to do; as [`Desk::edit`].
    pub fn print_file(
        &self,
        args: &wire::PrintFileArgs,
        now: &Now,
        progress: &mut dyn FnMut(wire::Step) -> bool,
    ) -> Result<wire::View, Error> {
        let at: model::Place = args.at.clone().into();
        let working = self.working(&args.id)?;
        let list = attached(&lock(&working).assessment, &at);
        let file = list.get(args.index).ok_or(Error::NotAttached)?.clone();
        let printed = self.drawn(&file, progress)?;
        let mut working = lock(&working);
        let mut list = attached(&working.assessment, &at);
        let there = list.get_mut(args.index).filter(|f| f.sha256 == file.sha256);
        there.ok_or(Error::NotAttached)?.printed = printed;
        self.keep_attached(&mut working, args.against, at, list, now)
    }

    fn drawn(
        &self,
        file: &AttachmentRef,
        progress: &mut dyn FnMut(wire::Step) -> bool,
    ) -> Result<Vec<PrintedPage>, Error> {
        let bytes = self.register.get_file(&file.sha256)?;
        let made = picture::pages(&file.file_name, &file.title, &bytes, &mut |done, of| {
            progress(wire::Step { done, of })
        })?;
        let keep = |m: picture::Made| {
            let sha256 = self.register.put_file(&m.bytes)?;
            Ok(PrintedPage { sha256, words: m.words, width: m.width, height: m.height })
        };
        made.into_iter().map(keep).collect()
    }
}

/// Gives what is attached to a field.
pub(crate) fn attached(assessment: &Assessment, at: &model::Place) -> Vec<AttachmentRef> {
    match assessment.answer(at) {
        Some(Answer::Attachments(list)) => list.clone(),
        _ => Vec::new(),
    }
}

/// Lists the hashes of the pictures that an assessment prints.
fn printed_names(assessment: &Assessment) -> BTreeSet<&str> {
    let logo = assessment.house.iter().flat_map(|h| &h.logo).map(|l| l.sha256.as_str());
    let pages = assessment.attachments().into_iter().flat_map(|f| &f.printed).map(|p| p.sha256.as_str());
    logo.chain(pages).collect()
}

/// Gives the pictures that a file's assessment prints; one that is missing or is not what its hash says is left out.
pub(crate) fn pictures(file: &File) -> Pictures {
    let read = |name: &str| {
        let bytes = STANDARD.decode(file.files.get(name)?).ok()?;
        let hash: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
        (hash == name).then_some(bytes)
    };
    refreshed(&file.assessment, &Pictures::new(), read)
}

/// Gives the pictures that an assessment prints: those that are at hand, and others from where `read` finds them.
pub(crate) fn refreshed(
    assessment: &Assessment,
    at_hand: &Pictures,
    read: impl Fn(&str) -> Option<Vec<u8>>,
) -> Pictures {
    let one = |name: &str| {
        let found = at_hand.get(name).cloned();
        let picture = found.or_else(|| Picture::read(name, read(name)?).map(Arc::new))?;
        Some((name.to_owned(), picture))
    };
    printed_names(assessment).into_iter().filter_map(one).collect()
}
