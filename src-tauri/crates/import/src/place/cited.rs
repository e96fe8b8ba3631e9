//! What a passage cites says which cell of a matrix of legal bases it belongs to: “Article 9(2)(h)” is no basis under Article 6.

use model::{Draw, Field, Kind};

use super::interpret;
use super::walk::Walk;
use crate::Paragraph;
use crate::draft::Value;

/// So much of a passage is looked at, in bytes: who cites says so at the beginning.
const LONGEST: usize = 4_000;

impl<'w, 't> Walk<'w, 't> {
    /// Finds the cell of the question's matrix whose conditions a text cites; nothing when it cites those of several, or none.
    pub(super) fn cell_cited(&self, field: &'t Field, text: &str) -> Option<&'t Field> {
        let Draw::Cell { .. } = &field.draw else { return None };
        let question = self.template().question_of(&field.id)?;
        let cited = cites(text);
        let band = self.cursor.band.as_deref();
        // A prompt that asks for the basis of one band is answered in that band, if it has what is cited.
        let own = band.is_none() && self.finder.form.keep_prompts;
        let own = own.then(|| self.cell_of(question, &cited, Some(self::band(&field.draw)))).flatten();
        let named = own.or_else(|| self.cell_of(question, &cited, band));
        named.filter(|f| f.id != field.id)
    }

    /// Finds the cell of the form's matrix of legal bases that a text belongs to which begins with what it cites, under whatever
    /// question: “Article 9(2)(g), substantial public interest”.
    pub(super) fn basis_cited(&self, field: &Field, text: &str) -> Option<&'t Field> {
        const FRONT: usize = 40;
        let first = super::words::small(text.get(..text.floor_char_boundary(FRONT)).unwrap_or(text))
            .into_iter()
            .next()?;
        let cell = |f: &Field| matches!(f.draw, Draw::Cell { .. });
        let begins = matches!(first.as_str(), "article" | "art" | "schedule" | "sch");
        if !begins || cell(field) {
            return None;
        }
        let question = self.template().questions().map(|(_, q)| q).find(|q| q.fields.iter().any(cell))?;
        let front = text.get(..text.floor_char_boundary(FRONT)).unwrap_or(text);
        self.cell_of(question, &cites(front), None)
    }

    fn cell_of(
        &self,
        question: &'t model::Question,
        cited: &[(String, String)],
        band: Option<&str>,
    ) -> Option<&'t Field> {
        let mut cells: Vec<&Draw> = Vec::new();
        for conditions in &question.fields {
            let Kind::Conditions { lists } = &conditions.kind else { continue };
            if band.is_some_and(|b| self::band(&conditions.draw) != b) {
                continue;
            }
            let names = self.template().conditions.iter().filter(|l| lists.contains(&l.id));
            let mut own = names.flat_map(|l| &l.items).flat_map(|i| cites(&i.cite));
            let named = own.any(|c| cited.iter().any(|t| t.0 == c.0));
            // A list that serves two bands, such as Schedule 1, speaks for the first.
            let again =
                |c: &&Draw| column(c) == column(&conditions.draw) && has_one(c, lists, &question.fields);
            if named && !cells.iter().any(again) {
                cells.push(&conditions.draw);
            }
        }
        match (cells.as_slice(), self.cursor.band.as_deref()) {
            ([cell], _) => question.fields.iter().find(|f| f.draw == **cell && interpret::is_words(f)),
            // Under the title of a band what cites nothing is a basis of that band all the same.
            (_, Some(b)) => {
                question.fields.iter().find(|f| self::band(&f.draw) == b && interpret::is_words(f))
            }
            _ => None,
        }
    }

    /// Picks the conditions that a text in a cell of the matrix cites word by word.
    pub(super) fn pick_cited(&mut self, field: &'t Field, text: &str) {
        let Draw::Cell { .. } = &field.draw else { return };
        let Some(question) = self.template().question_of(&field.id) else { return };
        let cited = cites(text);
        for conditions in question.fields.iter().filter(|f| f.draw == field.draw) {
            let Kind::Conditions { lists } = &conditions.kind else { continue };
            let names = self.template().conditions.iter().filter(|l| lists.contains(&l.id));
            for item in names.flat_map(|l| &l.items) {
                let Some(whole) = cites(&item.cite).pop() else { continue };
                if !whole.1.is_empty() && cited.contains(&whole) {
                    let value = Value::Conditions(vec![item.id.clone()]);
                    self.place(conditions, &Paragraph::default(), 0, value, 0.9, None);
                }
            }
        }
    }
}

fn band(draw: &Draw) -> &str {
    match draw {
        Draw::Cell { band, .. } => band,
        _ => "",
    }
}

fn column(draw: &Draw) -> &str {
    match draw {
        Draw::Cell { column, .. } => column,
        _ => "",
    }
}

/// Says whether a cell has one of some lists of conditions.
fn has_one(cell: &Draw, lists: &[String], fields: &[Field]) -> bool {
    fields.iter().filter(|f| f.draw == *cell).any(|f| match &f.kind {
        Kind::Conditions { lists: own } => own.iter().any(|l| lists.contains(l)),
        _ => false,
    })
}

/// Finds what a text cites: the provision (“article 9”), and the part of it (“2h”, “18”); “9(2)(h)” alone is an article too.
fn cites(text: &str) -> Vec<(String, String)> {
    const KINDS: &[(&str, &str)] = &[
        ("article", "article"),
        ("articles", "article"),
        ("art", "article"),
        ("section", "section"),
        ("sections", "section"),
        ("s", "section"),
        ("schedule", "schedule"),
        ("sch", "schedule"),
        ("sched", "schedule"),
    ];
    let text = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text).to_lowercase();
    let mut tokens: Vec<&str> = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        // “s8”, “9a”: letters and figures apart.
        let cut = word.find(|c: char| c.is_ascii_digit()).filter(|c| *c > 0);
        match cut.and_then(|c| word.split_at_checked(c)) {
            Some((a, b)) => tokens.extend([a, b]),
            None => tokens.push(word),
        }
    }
    let number = |t: &str| !t.is_empty() && t.len() <= 2 && t.chars().all(|c| c.is_ascii_digit());
    let mut found = Vec::new();
    let mut i = 0;
    while let Some(token) = tokens.get(i) {
        i += 1;
        let kind = KINDS.iter().find(|k| k.0 == *token).map(|k| k.1);
        let Some(of) = tokens.get(i).copied().filter(|n| kind.is_some() && number(n)) else { continue };
        let Some(kind) = kind else { continue };
        let rest = tokens.get(i + 1..).unwrap_or_default();
        found.push((format!("{kind} {of}"), part(kind, rest)));
        i += 1;
    }
    // “6(1)(e)” without a word before it.
    for (at, bracket) in text.match_indices('(') {
        let before: String =
            text.get(..at).unwrap_or("").chars().rev().take_while(char::is_ascii_digit).collect();
        let inside: String = text.get(bracket.len() + at..).unwrap_or("").chars().take(6).collect();
        let of: String = before.chars().rev().collect();
        let letter = inside.strip_prefix("1)(").or_else(|| inside.strip_prefix("2)("));
        // All the letters: “6(1)(ea)” is not “6(1)(e)”.
        let letters = letter.and_then(|l| l.split_once(')')).map(|(letters, _)| letters);
        if let Some(letter) = letters.filter(|_| matches!(of.as_str(), "6" | "9")) {
            let digit = inside.chars().next().unwrap_or('1');
            let cite = (format!("article {of}"), format!("{digit}{letter}"));
            if !found.contains(&cite) {
                found.push(cite);
            }
        }
    }
    found
}

/// Gives the part of a provision that the words after it name.
fn part(kind: &str, rest: &[&str]) -> String {
    let short = |t: &&&str| t.len() <= 2;
    match kind {
        "schedule" => {
            let rest: Vec<&&str> =
                rest.iter().filter(|t| !matches!(**t, "part" | "pt" | "of" | "the" | "dpa")).collect();
            let para = rest.iter().take(4).position(|t| t.starts_with("para"));
            para.and_then(|p| rest.get(p + 1)).map_or(String::new(), |n| (**n).to_owned())
        }
        "article" => rest.iter().take(2).take_while(short).copied().collect(),
        _ => rest.iter().take(1).take_while(|t| t.len() == 1).copied().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_text_cites_is_found() {
        let one = |text: &str| cites(text).into_iter().map(|(a, b)| format!("{a} {b}")).collect::<Vec<_>>();
        assert_eq!(one("Article 9(2)(h) – provision of care"), ["article 9 2h"]);
        assert_eq!(one("6(1)(e) public task"), ["article 6 1e"]);
        assert_eq!(one("Article 6(1)(ea)"), ["article 6 1ea"]);
        assert_eq!(one("Section 8(c)"), ["section 8 c"]);
        assert_eq!(one("DPA 2018, Schedule 1, Part 1, paragraph 2"), ["schedule 1 2"]);
        assert_eq!(one("Schedule 1 para 18 safeguarding"), ["schedule 1 18"]);
        assert!(one("in 2019 (see annex)").is_empty());
    }
}
