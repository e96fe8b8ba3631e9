//! An assessment with its signed versions, and what an edit does to them.

use model::{Assessment, Change, Edit, File, Template, Version, apply};

use crate::Error;

/// An assessment as the register keeps it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Record {
    /// As it stands.
    pub assessment: Assessment,
    /// What was signed off, oldest first, the version in hand included when it is signed.
    pub versions: Vec<Version>,
}

impl Record {
    /// Takes a file in. A signed assessment in hand is itself one of the versions.
    pub fn from_file(file: File) -> Record {
        let File { assessment, mut versions, .. } = file;
        let known = versions.iter().any(|v| v.assessment.version == assessment.version);
        if !assessment.status.is_open() && assessment.seal.is_some() && !known {
            versions.push(Version { assessment: assessment.clone() });
        }
        Record { assessment, versions }
    }

    /// Gives the file of it, without attached files: the version in hand stands only once in it.
    pub fn to_file(&self) -> File {
        let mut file = File::new(self.assessment.clone());
        let in_hand = |v: &&Version| {
            !self.assessment.status.is_open() && v.assessment.version == self.assessment.version
        };
        file.versions = self.versions.iter().filter(|v| !in_hand(v)).cloned().collect();
        file
    }

    /// Applies an edit, and keeps what it signs off. The record is as it was when that fails.
    pub fn advance(&mut self, template: &Template, edit: &Edit) -> Result<Change, Error> {
        let mut after = self.assessment.clone();
        let inverse = apply(template, &mut after, edit)?;
        if concerns_versions(&self.assessment, &after) {
            self.versions = versions_after(&self.versions, &self.assessment, &after)?;
        }
        self.assessment = after;
        Ok(inverse)
    }

    /// Gives the numbers of its versions, oldest first.
    pub fn numbers(&self) -> Vec<String> {
        self.versions.iter().map(|v| v.assessment.version.clone()).collect()
    }
}

/// Says whether a step may touch signed versions: only between two open states it cannot.
pub(crate) fn concerns_versions(before: &Assessment, after: &Assessment) -> bool {
    !before.status.is_open() || !after.status.is_open()
}

/// Gives the versions after a step: a signed one is added and supersedes those before it; of one that is there only the
/// status changes.
///
/// # Errors
/// [`Error::Signed`] when the step would open a signed version again, or change what was signed.
pub(crate) fn versions_after(
    versions: &[Version],
    before: &Assessment,
    after: &Assessment,
) -> Result<Vec<Version>, Error> {
    let mut versions = versions.to_vec();
    let signed = |v: &Version, number: &str| v.assessment.version == number;
    if after.status.is_open() {
        let reopened = before.version == after.version && versions.iter().any(|v| signed(v, &after.version));
        return if reopened { Err(Error::Signed(after.version.clone())) } else { Ok(versions) };
    }
    if let Some(kept) = versions.iter_mut().find(|v| signed(v, &after.version)) {
        if kept.assessment.seal != after.seal || kept.assessment.digest() != after.digest() {
            return Err(Error::Signed(after.version.clone()));
        }
        kept.assessment.status = after.status;
    } else if after.seal.is_some() {
        for earlier in versions.iter_mut().filter(|v| v.assessment.status == model::Status::SignedOff) {
            earlier.assessment.status = model::Status::Superseded;
        }
        versions.push(Version { assessment: after.clone() });
    }
    Ok(versions)
}
