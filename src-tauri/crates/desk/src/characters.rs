//! Characters that the paper cannot print, found before it is printed.

use std::collections::BTreeSet;

use model::{Answer, Assessment, Block, Choice, Finding, Inline, Place, Severity, Template, YesNo};

/// Lists a finding for each character of each answer that no font of the paper has.
pub(crate) fn findings(template: &Template, assessment: &Assessment) -> Vec<Finding> {
    let mut out = Vec::new();
    for (_, field) in template.fields() {
        let Some(answer) = assessment.answers.get(&field.id) else { continue };
        match answer {
            Answer::Table(rows) => {
                for row in rows {
                    for (column, cell) in &row.cells {
                        collect(Place::cell(&field.id, &row.id, column), cell, &mut out);
                    }
                }
            }
            answer => collect(Place::field(&field.id), answer, &mut out),
        }
    }
    let footer = Answer::Text(assessment.name.clone());
    if assessment.answers.get(&template.roles.name) != Some(&footer) {
        collect(Place::field(&template.roles.name), &footer, &mut out);
    }
    out
}

fn collect(at: Place, answer: &Answer, out: &mut Vec<Finding>) {
    let mut lacking = BTreeSet::new();
    visit(answer, &mut |text| lacking.extend(text.chars().filter(|c| !layout::prints(*c))));
    for c in lacking {
        let code = u32::from(c);
        out.push(Finding {
            rule: format!("character-{code:04x}"),
            severity: Severity::Stops,
            at: at.clone(),
            message: format!(
                "The character “{c}” (U+{code:04X}) cannot be printed. Write it in other characters."
            ),
            source: "The paper's fonts".into(),
            kept: None,
        });
    }
}

fn visit(answer: &Answer, see: &mut impl FnMut(&str)) {
    match answer {
        Answer::Text(t)
        | Answer::Date(t)
        | Answer::YesNo(YesNo::Other(t))
        | Answer::Choice(Choice::Other(t)) => see(t),
        Answer::Prose(prose) => blocks(&prose.0, see),
        Answer::Approval(a) => {
            see(&a.name);
            see(&a.date);
        }
        Answer::Attachments(list) => list.iter().for_each(|f| see(&f.title)),
        _ => {}
    }
}

fn blocks(list: &[Block], see: &mut impl FnMut(&str)) {
    for block in list {
        match block {
            Block::Paragraph { content } => inline(content, see),
            Block::Bullets { items } | Block::Numbers { items } => {
                items.iter().for_each(|i| blocks(&i.0, see));
            }
        }
    }
}

fn inline(content: &[Inline], see: &mut impl FnMut(&str)) {
    for piece in content {
        match piece {
            Inline::Text { text, .. } => see(text),
            Inline::Footnote { content } => inline(content, see),
            Inline::Break => {}
        }
    }
}
