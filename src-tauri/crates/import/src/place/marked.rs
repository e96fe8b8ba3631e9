//! “Yes” and “No” with marks beside them, in one cell: which of the two is meant.

use model::YesNo;

use super::interpret::not_applicable;
use super::units::Unit;
use crate::Span;

/// What a cell of yes, no and marks says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Marked {
    /// It is no such cell.
    Other,
    /// One of them is marked, or alone in bold.
    Chosen(YesNo),
    /// There are marks, but they leave it open.
    Undecided,
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Mark(bool),
    Word(YesNo, bool),
}

/// Reads a cell; where the form's own “Yes / No” stands above the answer, the answer.
pub(crate) fn marked(units: &[&Unit]) -> Marked {
    let said = |units: &[&Unit]| tokens(units).map_or(Marked::Other, |tokens| decide(&tokens));
    let printed = |unit: &&&Unit| names_both(unit) && said(&[**unit]) == Marked::Other;
    let answers: Vec<&Unit> = units.iter().filter(|u| !printed(u)).copied().collect();
    said(if answers.is_empty() { units } else { &answers })
}

/// Reads the words and marks of a cell; nothing where it has others.
fn tokens(units: &[&Unit]) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    for unit in units {
        if let (Some(ticked), true) = (unit.before, unit.first_is_box || unit.text.trim().is_empty()) {
            tokens.push(Token::Mark(ticked));
        }
        for span in &unit.content.spans {
            if let Span::Text { text, strong, .. } = span
                && !read(text, *strong, &mut tokens)
            {
                return None;
            }
        }
        if let (Some(ticked), false) = (unit.after, unit.first_is_box) {
            tokens.push(Token::Mark(ticked));
        }
    }
    Some(tokens)
}

/// Says whether a unit is the form's own “Yes / No”, above the answer.
fn names_both(unit: &Unit) -> bool {
    let mut tokens = Vec::new();
    let words = read(&unit.text, false, &mut tokens);
    words && [YesNo::Yes, YesNo::No].into_iter().all(|word| tokens.contains(&Token::Word(word, false)))
}

fn decide(tokens: &[Token]) -> Marked {
    let words = tokens.iter().filter(|t| matches!(t, Token::Word(..))).count();
    let marks = tokens.len() - words;
    if words == 0 || (words < 2 && marks == 0) {
        return Marked::Other;
    }
    let mut chosen: Vec<&YesNo> = Vec::new();
    if marks == 0 {
        chosen.extend(tokens.iter().filter_map(|t| match t {
            Token::Word(word, true) => Some(word),
            _ => None,
        }));
        // Neither is chosen: the form's own “Yes/No”.
        return match chosen.as_slice() {
            [one] => Marked::Chosen((*one).clone()),
            _ => Marked::Other,
        };
    }
    let leading = matches!(tokens.first(), Some(Token::Mark(_)));
    for (i, token) in tokens.iter().enumerate() {
        if *token == Token::Mark(true) {
            let beside = if leading { Some(i + 1) } else { i.checked_sub(1) };
            if let Some(Token::Word(word, _)) = beside.and_then(|b| tokens.get(b)) {
                chosen.push(word);
            }
        }
    }
    match chosen.as_slice() {
        [one] => Marked::Chosen((*one).clone()),
        _ => Marked::Undecided,
    }
}

/// Reads the words and typed marks of a text; says whether there is nothing else in it.
fn read(text: &str, strong: bool, out: &mut Vec<Token>) -> bool {
    let spaced =
        text.replace(['/', '|', '\t', '\n', ',', '\u{a0}'], " ").replace("[ ]", "[]").replace("( )", "()");
    for word in spaced.split(' ').filter(|w| !w.is_empty()) {
        match word.to_lowercase().as_str() {
            "yes" | "y" => out.push(Token::Word(YesNo::Yes, strong)),
            "no" | "n" => out.push(Token::Word(YesNo::No, strong)),
            "[]" | "()" => out.push(Token::Mark(false)),
            "[x]" | "(x)" | "[✓]" | "(✓)" | "[√]" | "x" | "√" => out.push(Token::Mark(true)),
            "-" | "–" => {}
            other if not_applicable(other) => out.push(Token::Word(YesNo::Other("N/A".into()), strong)),
            _ => return false,
        }
    }
    true
}
