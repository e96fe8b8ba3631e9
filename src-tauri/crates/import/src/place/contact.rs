//! Who somebody is, in one cell or one line: name, post, telephone, e-mail.

use std::collections::HashSet;

use model::{Field, Kind, Question, Template};

use super::content::target;
use super::interpret;
use super::slices::cut;
use super::walk::Walk;
use crate::Paragraph;
use crate::draft::{Fate, Piece, Value};

impl<'w, 't> Walk<'w, 't> {
    /// Reads a line of who somebody is, where one prompt asks for all of it: name, post, telephone, e-mail.
    pub(super) fn contact(&mut self, content: &Paragraph, words: usize) -> bool {
        let lines = self.question_fields();
        let is_line = |f: &Field| matches!(f.kind, Kind::Text { .. }) && f.label.is_some();
        if lines.len() < 3 || !lines.iter().all(is_line) {
            return false;
        }
        let text = content.text();
        // “jo@ash.example / 01632 960455”
        let both = |cuts: &Vec<usize>| {
            let said: Vec<Says> = between(&text, cuts).map(says).collect();
            said.len() == 2 && said.contains(&Says::Mail) && said.contains(&Says::Phone)
        };
        if let Some(parts) = contact_parts(&text).filter(|p| p.len() > 2 || both(p)) {
            return self.contact_line(lines, content, words, parts);
        }
        let asked =
            self.cursor.slot.and_then(|s| self.finder.form.slots.get(s)).map_or(0, |s| s.fields.len());
        // A prompt for the name alone goes on to the others in one cell only.
        let goes_on = self.pieces.last().is_some_and(|p| match &p.fate {
            Fate::Placed(placed) => {
                p.at.cell.is_some()
                    && p.at.cell == content.at.cell
                    && lines.iter().any(|f| f.id == placed.target.field)
            }
            _ => false,
        });
        let text = content.text();
        let (mail, phone) = (called(lines, "mail"), called(lines, "phone"));
        let field = if says(&text) == Says::Mail {
            mail
        } else if says(&text) == Says::Phone {
            phone
        } else if asked == 1 && !goes_on {
            None
        } else {
            let plain = |f: &&Field| ![mail, phone].contains(&Some(*f));
            lines.iter().filter(plain).find(|f| !self.filled.contains(&target(f)))
        };
        let Some(field) = field.filter(|f| !self.filled.contains(&target(f))) else { return false };
        self.place(field, content, words, Value::Words, 0.9, None);
        true
    }

    /// Reads “Jo Ash, Head of Repairs, 01632 960455, jo@ash.example” into the lines that the form has for it.
    fn contact_line(
        &mut self,
        lines: &'t [Field],
        content: &Paragraph,
        words: usize,
        starts: Vec<usize>,
    ) -> bool {
        let (mail, phone) = (called(lines, "mail"), called(lines, "phone"));
        let mut plain = lines.iter().filter(|f| ![mail, phone].contains(&Some(*f)));
        let (name, post) = (plain.next(), plain.next());
        for (i, (part, own)) in
            cut(content, starts.get(1..).unwrap_or_default(), words).into_iter().enumerate()
        {
            let text = part.text();
            let field = match says(&text) {
                Says::Mail => mail,
                Says::Phone => phone,
                Says::Words if i == 0 => name,
                Says::Words => post,
            };
            match field {
                Some(field) => self.place(field, &part, own, Value::Words, 0.8, None),
                None => self.unplaced(part, own, None),
            }
        }
        true
    }
}

/// Gives the line whose label has a word.
fn called<'t>(lines: &'t [Field], word: &str) -> Option<&'t Field> {
    lines.iter().find(|f| f.label.as_deref().unwrap_or("").to_lowercase().contains(word))
}

/// Words for what somebody is: “Head of Repairs”, “Project Manager”.
const POSTS: [&str; 20] = [
    "adviser",
    "analyst",
    "consultant",
    "coordinator",
    "director",
    "head",
    "inspector",
    "lead",
    "leader",
    "manager",
    "matron",
    "midwife",
    "nurse",
    "officer",
    "pharmacist",
    "practitioner",
    "secretary",
    "specialist",
    "superintendent",
    "trustee",
];

/// Leaves each line about somebody what it asks for. A telephone has a figure and a name is no date; of those named under
/// several prompts the surest stays; and a post goes to the line for posts.
pub(super) fn settle(template: &Template, pieces: &mut Vec<Piece>) {
    let is_line = |f: &Field| matches!(f.kind, Kind::Text { .. }) && f.label.is_some();
    let about = |q: &&Question| q.fields.len() >= 3 && q.fields.iter().all(is_line);
    for (_, question) in template.questions().filter(|(_, q)| about(q)) {
        let (mail, phone) = (called(&question.fields, "mail"), called(&question.fields, "phone"));
        let mut plain = question.fields.iter().filter(|f| ![mail, phone].contains(&Some(*f)));
        let (Some(name), Some(post)) = (plain.next(), plain.next()) else { continue };
        let of = |piece: &Piece| match &piece.fate {
            Fate::Placed(placed) => question.fields.iter().find(|f| f.id == placed.target.field),
            _ => None,
        };
        let sure = |p: &Piece| if let Fate::Placed(placed) = &p.fate { placed.confidence } else { 0.0 };
        let named = pieces.iter().filter(|p| of(p) == Some(name)).rev();
        let surest = named.max_by(|a, b| sure(a).total_cmp(&sure(b))).map(|p| p.under.clone());
        for piece in pieces.iter_mut() {
            let Some(field) = of(piece) else { continue };
            let text = piece.content.text();
            let unlike = if Some(field) == phone {
                !text.contains(|c: char| c.is_ascii_digit() || c == '@')
            } else if field == name {
                surest.as_ref() != Some(&piece.under) || interpret::is_date(text.trim())
            } else {
                false
            };
            if unlike {
                piece.fate = Fate::Unplaced { near: Some(target(field)) };
            }
        }
        part_post(pieces, &question.fields, [name, post]);
    }
}

/// Cuts “Jo Ash, Head of Repairs” in two, where the same cell says how to reach her and nothing else stands in the line for posts.
fn part_post(pieces: &mut Vec<Piece>, lines: &[Field], [name, post]: [&Field; 2]) {
    let of = |p: &Piece| match &p.fate {
        Fate::Placed(placed) => lines.iter().find(|f| f.id == placed.target.field),
        _ => None,
    };
    let ways = [called(lines, "mail"), called(lines, "phone")];
    let reached: HashSet<&str> = pieces
        .iter()
        .filter(|p| of(p).is_some_and(|f| ways.contains(&Some(f))))
        .map(|p| p.under.as_str())
        .collect();
    if pieces.iter().any(|p| of(p) == Some(post)) {
        return;
    }
    let found = pieces.iter().position(|p| of(p) == Some(name) && reached.contains(p.under.as_str()));
    let Some((at, piece)) = found.and_then(|at| Some((at, pieces.get(at)?.clone()))) else { return };
    let text = piece.content.text();
    let behind = [", ", " – ", " - "].iter().filter_map(|s| Some(text.find(s)? + s.len())).min();
    let is_post = |at: &usize| {
        let mut words = text.get(*at..).unwrap_or("").split(|c: char| !c.is_alphabetic());
        words.any(|w| POSTS.contains(&w.to_lowercase().as_str()))
    };
    let Some(behind) = behind.filter(is_post) else { return };
    let parts = cut(&piece.content, &[behind], piece.words).into_iter().zip([name, post]);
    let part = |((content, words), field)| {
        let mut part = Piece { content, words, ..piece.clone() };
        if let Fate::Placed(placed) = &mut part.fate {
            placed.target = target(field);
        }
        part
    };
    pieces.splice(at..=at, parts.map(part).collect::<Vec<_>>());
}

/// What a part of a line about somebody says.
#[derive(PartialEq, Eq)]
enum Says {
    Mail,
    Phone,
    Words,
}

fn says(text: &str) -> Says {
    // “01632 960418 (Level 3)”
    let figures = text.split('(').next().filter(|t| !t.trim().is_empty()).unwrap_or(text);
    let digits = figures.chars().filter(char::is_ascii_digit).count();
    if text.contains('@') {
        Says::Mail
    } else if digits >= 6 && digits * 2 > figures.chars().filter(|c| c.is_alphanumeric()).count() {
        Says::Phone
    } else {
        Says::Words
    }
}

/// Gives where the parts of a line about somebody begin, if it has an address or a number and more.
fn contact_parts(text: &str) -> Option<Vec<usize>> {
    const SIGNS: [&str; 7] = [", ", "; ", ". ", " / ", " | ", " – ", "\n"];
    let mut cuts: Vec<usize> =
        SIGNS.iter().flat_map(|s| text.match_indices(s).map(|(at, s)| at + s.len())).collect();
    cuts.push(0);
    // “01632 960 118 jo@ash.example”
    let mail = text.find('@').and_then(|at| text.get(..at)?.rfind(char::is_whitespace)).map(|at| at + 1);
    cuts.extend(mail);
    let after = text.find('@').and_then(|at| text.get(at..)?.find(' ').map(|space| at + space + 1));
    let goes_on = |at: &usize| text.get(*at..).is_some_and(|t| t.starts_with(char::is_alphanumeric));
    cuts.extend(after.filter(goes_on));
    cuts.sort_unstable();
    cuts.dedup();
    let known =
        between(text, &cuts).filter(|p| says(p) != Says::Words && p.split_whitespace().count() <= 5).count();
    (known > 0).then_some(cuts)
}

/// Gives the parts of a text that begin at some places.
fn between<'a>(text: &'a str, cuts: &'a [usize]) -> impl Iterator<Item = &'a str> {
    let ends = cuts.iter().skip(1).copied().chain([text.len()]);
    cuts.iter().copied().zip(ends).filter_map(|(from, to)| text.get(from..to))
}
