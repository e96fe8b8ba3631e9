//! The life of an assessment: draft, in review, signed off, superseded or withdrawn.
//!
//! Each step is a [`Change`] for [`crate::apply`], so that it is kept in the history like any other.

use std::collections::BTreeMap;

use crate::{
    Answer, Approval, Assessment, Change, Error, House, Place, Row, Seal, Severity, Status, Template,
    VersionTable, findings,
};

/// Who signs, when and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approver {
    /// Name and office.
    pub name: String,
    /// The day, `yyyy-mm-dd`.
    pub on: String,
    /// Why this version was made.
    pub reason: String,
}

/// What the office settles for every assessment that it signs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Office {
    /// The house style of its paper, if it has one.
    pub house: Option<House>,
    /// After how many months an assessment is reviewed for which no date is given; 0 for none.
    pub review_months: u32,
}

/// Asks for review.
///
/// # Errors
/// [`Error::Refused`] unless it is a draft.
pub fn request_review(assessment: &Assessment) -> Result<Change, Error> {
    step(assessment, Status::Draft, Status::InReview)
}

/// Hands it back to its author.
///
/// # Errors
/// [`Error::Refused`] unless it is in review.
pub fn hand_back(assessment: &Assessment) -> Result<Change, Error> {
    step(assessment, Status::InReview, Status::Draft)
}

/// Takes a signed-off assessment out of force.
///
/// # Errors
/// [`Error::Refused`] unless it is signed off.
pub fn withdraw(assessment: &Assessment) -> Result<Change, Error> {
    step(assessment, Status::SignedOff, Status::Withdrawn)
}

/// Signs off: the number becomes a whole one (0.4 becomes 1.0, 1.2 stays), the version table is brought up to date, the house
/// style in force is frozen, the next review gets a date where it has none, and the seal takes the digest of the result.
///
/// # Errors
/// [`Error::Blocked`] when findings stop it; [`Error::Refused`] when it is not open, or name, day or reason is missing.
pub fn sign_off(
    template: &Template,
    assessment: &Assessment,
    by: &Approver,
    office: &Office,
) -> Result<Change, Error> {
    if !assessment.status.is_open() {
        return Err(Error::Frozen(assessment.version.clone(), assessment.status.label().to_lowercase()));
    }
    if by.name.trim().is_empty() || by.reason.trim().is_empty() || !crate::is_date(&by.on) {
        return Err(Error::Refused("a sign-off needs a name, a date and a reason".into()));
    }
    let blocking = findings(template, assessment).iter().filter(|f| f.severity == Severity::Stops).count();
    if blocking > 0 {
        return Err(Error::Blocked(blocking));
    }
    let number = number_at_sign_off(&assessment.version);
    let mut signed = assessment.clone();
    let mut changes = version_table_changes(template, &mut signed, &number, by);
    if let Some((at, answer)) = next_review(template, assessment, &by.on, office.review_months) {
        signed.answers.insert(at.field.clone(), answer.clone());
        changes.push(Change::SetAnswer { at, answer: Some(answer) });
    }
    signed.version.clone_from(&number);
    if signed.house != office.house {
        signed.house.clone_from(&office.house);
        changes.push(Change::SetHouse { house: office.house.clone() });
    }
    let seal =
        Seal { by: by.name.clone(), on: by.on.clone(), reason: by.reason.clone(), digest: signed.digest() };
    changes.push(Change::SetLife { status: Status::SignedOff, version: number, seal: Some(seal) });
    Ok(Change::Several { changes })
}

/// Starts the next version of a signed-off assessment: a draft with the same answers and a new row in the version table.
/// The approvals are emptied, since nobody has approved the new version; the rest stays.
///
/// # Errors
/// [`Error::Refused`] when it is open already.
pub fn begin_version(
    template: &Template,
    assessment: &Assessment,
    reason: &str,
    author: &str,
    today: &str,
) -> Result<Change, Error> {
    if assessment.status.is_open() {
        return Err(Error::Refused("the version in hand is not signed off yet".into()));
    }
    let number = next_version_number(&assessment.version);
    let mut changes = vec![Change::SetLife { status: Status::Draft, version: number.clone(), seal: None }];
    if assessment.house.is_some() {
        changes.push(Change::SetHouse { house: None });
    }
    if let Some((field, row)) = version_row(template, &number, reason, today, author) {
        changes.push(Change::InsertRow { index: assessment.rows(&field).len(), field, row });
    }
    for field in &template.roles.approvals.named_and_dated {
        if assessment.answers.contains_key(field) {
            changes.push(Change::SetAnswer { at: Place::field(field), answer: None });
        }
    }
    Ok(Change::Several { changes })
}

/// Gives the number that a version gets when it is signed off: 0.4 becomes 1.0, and 1.2 stays.
pub fn number_at_sign_off(number: &str) -> String {
    if number.starts_with("0.") { "1.0".to_owned() } else { number.to_owned() }
}

/// Gives the number after this one: 1.0 is followed by 1.1, and 1.9 by 1.10.
pub fn next_version_number(number: &str) -> String {
    match number.rsplit_once('.').and_then(|(major, minor)| Some((major, minor.parse::<u32>().ok()?))) {
        Some((major, minor)) => format!("{major}.{}", minor.saturating_add(1)),
        None => format!("{number}.1"),
    }
}

/// Makes a row of the version table, with the table's field; `None` when the template has none.
pub(crate) fn version_row(
    template: &Template,
    number: &str,
    reason: &str,
    date: &str,
    author: &str,
) -> Option<(String, Row)> {
    let table = template.roles.versions.as_ref()?;
    let mut cells = BTreeMap::new();
    cells.insert(table.number.clone(), Answer::Text(number.to_owned()));
    cells.insert(table.date.clone(), Answer::Date(date.to_owned()));
    for (column, words) in [(&table.reason, reason), (&table.authors, author)] {
        if !words.trim().is_empty() {
            cells.insert(column.clone(), Answer::Text(words.to_owned()));
        }
    }
    Some((table.field.clone(), Row { id: format!("v{number}"), cells }))
}

/// Gives the answer that says when the next review is, where somebody is named for it and no date is given.
fn next_review(
    template: &Template,
    assessment: &Assessment,
    signed: &str,
    months: u32,
) -> Option<(Place, Answer)> {
    let field = template.roles.approvals.review.as_ref()?;
    let Some(Answer::Approval(review)) = assessment.answers.get(field) else { return None };
    if months == 0 || !review.date.trim().is_empty() {
        return None;
    }
    let date = crate::months_after(signed, months)?;
    Some((Place::field(field), Answer::Approval(Approval { date, ..review.clone() })))
}

fn step(assessment: &Assessment, from: Status, to: Status) -> Result<Change, Error> {
    if assessment.status != from {
        let (is, needs) = (assessment.status.label().to_lowercase(), from.label().to_lowercase());
        return Err(Error::Refused(format!("it is {is}, and must be {needs}")));
    }
    Ok(Change::SetLife { status: to, version: assessment.version.clone(), seal: assessment.seal.clone() })
}

/// Brings the version table up to date for a sign-off, in `signed` and as changes.
fn version_table_changes(
    template: &Template,
    signed: &mut Assessment,
    number: &str,
    by: &Approver,
) -> Vec<Change> {
    let Some(table) = &template.roles.versions else { return Vec::new() };
    let mut rows = signed.rows(&table.field).to_vec();
    if !rows.iter().any(|r| is_number(table, r, number)) {
        let id = format!("v{number}");
        let id = if rows.iter().any(|r| r.id == id) { format!("{id}-signed") } else { id };
        rows.push(Row {
            id,
            cells: BTreeMap::from([(table.number.clone(), Answer::Text(number.to_owned()))]),
        });
    }
    for row in rows.iter_mut().filter(|r| is_number(table, r, number)) {
        row.cells.insert(table.date.clone(), Answer::Date(by.on.clone()));
        row.cells.entry(table.reason.clone()).or_insert_with(|| Answer::Text(by.reason.clone()));
        row.cells.entry(table.authors.clone()).or_insert_with(|| Answer::Text(by.name.clone()));
    }
    let answer = Some(Answer::Table(rows));
    let at = Place::field(&table.field);
    signed.answers.extend(answer.clone().map(|a| (table.field.clone(), a)));
    vec![Change::SetAnswer { at, answer }]
}

fn is_number(table: &VersionTable, row: &Row, number: &str) -> bool {
    matches!(row.cells.get(&table.number), Some(Answer::Text(n)) if n == number)
}
