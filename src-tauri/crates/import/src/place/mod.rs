//! Placing: what the document says goes to the questions that it answers.
//!
//! The form, read from a template or a mapping as data, becomes a list of wordings and what each means (`form`). The outline is
//! cut into units (`units`). The walk (`walk`) meets a wording (`find`) and moves to its question; what follows it is content,
//! which goes to the field that can take it (`content`, `interpret`); tables have rows of their own (`rows`, `heads`, `data`).

mod alike;
mod blocks;
mod cited;
mod clauses;
mod columns;
mod contact;
mod content;
mod data;
mod doubt;
mod find;
mod form;
mod guess;
mod heads;
mod hints;
mod interpret;
mod items;
mod join;
mod keyed;
mod labels;
mod listed;
mod mapping;
mod marked;
mod matrix;
mod order;
mod records;
mod register;
mod rows;
mod scale;
mod signatures;
mod slices;
mod sorted;
mod ticked;
mod units;
mod walk;
mod words;

use model::{Kind, Template};

use crate::draft::{Draft, Fate, Piece, Placed, To, Value};
use crate::{Note, Outline, paragraph_words};

pub use doubt::Answers;
pub use mapping::{MappedColumn, MappedSection, Mapping, Prompt, Signature, SignatureHead, Sort, Thing};

/// Places a document in a template. `others` are mappings from other families of forms to it.
pub fn draft(outline: &Outline, template: &Template, others: &[Mapping]) -> Draft {
    let mut lexicon = words::Lexicon::default();
    others.iter().for_each(|m| lexicon.alike(&m.same));
    let short = others.iter().flat_map(|m| &m.abbreviations);
    short.for_each(|(word, whole)| lexicon.abbreviate(word, whole));
    let mappings: Vec<&Mapping> = others.iter().filter(|m| m.to == template.id).collect();
    let mut forms = vec![form::Form::of_template(template, &mut lexicon)];
    forms.extend(mappings.iter().map(|m| form::Form::of_mapping(m, template, &mut lexicon)));
    let (units, flow) = units::Units::of(outline, &mut lexicon);
    let finders: Vec<_> = forms.iter().map(|f| find::Finder::new(f, template, &lexicon)).collect();
    let Some(chosen) = choose(&finders, &units) else { return Draft::default() };
    let examples = mappings.iter().find_map(|m| m.answers.as_deref());
    let any: Vec<&Mapping> = mappings.into_iter().filter(|m| m.anywhere).collect();
    let Some(mut form) = forms.into_iter().nth(chosen) else { return Draft::default() };
    if form.anywhere {
        // Who rewords the whole form still asks what no other form asks.
        let own = borrowing(form::Form::of_template(template, &mut lexicon), &any, template, &mut lexicon);
        let peculiar = find::Finder::new(&own, template, &lexicon).knowing_alike().peculiar(&units);
        form = if peculiar >= PECULIAR { own } else { borrowing(form, &any, template, &mut lexicon) };
    } else {
        form = borrowing(form, &any, template, &mut lexicon);
    }
    let finder = &find::Finder::new(&form, template, &lexicon).knowing_alike();
    let mut walk = walk::Walk::new(finder, &units);
    walk.answers = examples;
    let struck = |p: &crate::Paragraph| p.at.part == crate::STRUCK && finder.is_option(&p.text());
    walk.struck = outline.removed.iter().any(struck);
    walk.flow(&flow);
    walk.settle_boxes();
    let (guided, labelled) = (walk.guided, walk.labelled);
    let numbers = walk.numbers;
    let mut pieces = walk.pieces;
    let mut notes = outline.notes.clone();
    // What a format names itself, and the form's own printings, leave no doubt of what was asked.
    let printing = finder.form.id == template.id && doubt::is_sure(&pieces);
    if let Some(examples) = examples.filter(|_| !printing && !labelled) {
        doubt::doubt(examples, template, &mut pieces, &mut notes);
        contact::settle(template, &mut pieces);
    }
    if guided > 0 {
        let message = format!(
            "{guided} words in columns of guidance, or in italics under the questions, were taken for the form’s own help and not for answers. Look there if the \
             partner wrote in them."
        );
        notes.push(Note { code: "guidance".into(), message });
    }
    struck_outcomes(template, outline, &mut pieces);
    join::rows(template, &mut pieces, &numbers, &mut notes);
    join::told_again(template, &mut pieces);
    join::plans(template, &mut pieces);
    signatures::one_office(template, &mut pieces);
    aside(outline, finder, &mut pieces);
    cover(template, outline, &mut pieces);
    readings(&pieces, &mut notes);
    let mut draft = Draft {
        template: template.id.clone(),
        family: finder.form.id.clone(),
        name: String::new(),
        pieces,
        notes,
        files: Vec::new(),
    };
    draft.files = outline.files.iter().map(|f| (f.clone(), attach_to(&draft, template, &f.at))).collect();
    draft.name = name(&draft, template, outline);
    draft
}

/// How many questions that no other form asks a document has at least, in words of its own, to be a printing of the form.
const PECULIAR: usize = 5;

/// Adds to a form what any form may ask, and what others call the columns of its tables.
fn borrowing<'t>(
    mut form: form::Form<'t>,
    any: &[&Mapping],
    template: &'t Template,
    lexicon: &mut words::Lexicon,
) -> form::Form<'t> {
    for mapping in any.iter().filter(|m| m.id != form.id).copied().collect::<Vec<_>>() {
        if !form.keep_prompts {
            form.also_called(lexicon, mapping);
        }
        form.borrow_from(mapping, template, lexicon);
    }
    form
}

/// How many wordings of a form a document has at least, to be one of its printings; a short one has less, but is made of them.
const PRINTING: usize = 4;
/// The part of its words that is then the form's.
const MADE_OF: f32 = 0.3;
/// How much more it is like a form than like any document, to be of that family all the same.
const MORE_LIKE: f32 = 1.3;

/// Chooses the form whose wordings the document has most of; the headings that any form may have, where it is none of those
/// that are known.
fn choose(finders: &[find::Finder<'_, '_>], units: &[units::Unit]) -> Option<usize> {
    let words: usize = units.iter().map(|u| u.words.len()).sum();
    let scores: Vec<Likeness> = finders.iter().map(|f| likeness(f, units)).collect();
    let any =
        finders.iter().zip(&scores).filter(|(f, _)| f.form.anywhere).map(|(_, s)| s.sum).fold(0.0, f32::max);
    let mut best: Option<(f32, usize)> = None;
    for (i, (finder, score)) in finders.iter().zip(&scores).enumerate() {
        let made_of_it = score.long >= PRINTING || score.own as f32 > MADE_OF * words as f32;
        let known = made_of_it || finder.form.anywhere || (score.long > 1 && score.sum > MORE_LIKE * any);
        if known && best.is_none_or(|(b, _)| score.sum > b) {
            best = Some((score.sum, i));
        }
    }
    best.map(|b| b.1).or_else(|| finders.first().map(|_| 0))
}

/// So much of a document tells which form it is.
const MOST_WEIGHED: usize = 10_000;

/// How much of a form's wording a document has.
#[derive(Default)]
struct Likeness {
    /// What the wordings met say, together.
    sum: f32,
    /// How many long ones there are, nearly word by word.
    long: usize,
    /// How many words these take.
    own: usize,
}

fn likeness(finder: &find::Finder<'_, '_>, units: &[units::Unit]) -> Likeness {
    let mut met = std::collections::HashSet::new();
    let mut like = Likeness::default();
    for unit in units.iter().take(MOST_WEIGHED) {
        let found = finder.at(&unit.ids(), unit.number.as_deref());
        // Kinds of data are named in all forms: they say nothing of which one it is.
        let votes =
            |f: &&find::Found| !matches!(f.means, form::Means::Box { .. } | form::Means::Column { .. });
        let Some(best) = found.iter().find(votes).filter(|f| f.score >= 0.8) else { continue };
        if met.insert(best.index) {
            like.sum += best.weight * best.score * finder.form.trust;
            if best.weight >= 3.2 && best.score >= 0.9 {
                like.long += 1;
                like.own += best.used;
            }
        }
    }
    like
}

/// How sure it is that what stands under the title is the assessment's name.
const COVER: f32 = 0.5;

/// Takes what stands in bold type under the title of a document for the assessment's name, where nothing asks for that.
fn cover(template: &Template, outline: &Outline, pieces: &mut Vec<Piece>) {
    const LONGEST: usize = 16;
    let name = &template.roles.name;
    let named = |p: &Piece| matches!(&p.fate, Fate::Placed(placed) if placed.target.field == *name);
    if pieces.iter().any(named) || !template.field(name).is_some_and(|f| matches!(f.kind, Kind::Text { .. }))
    {
        return;
    }
    let title = |p: &&mut Piece| {
        let letters = words::letters(&p.content.text());
        letters.contains("impactassessment") || letters == "dpia"
    };
    let unanswered = |p: &Piece| !matches!(p.fate, Fate::Placed(_));
    let before = pieces.iter().take_while(|p| unanswered(p)).count();
    let biggest = outline.paragraphs().into_iter().take(before).filter_map(|p| match p.kind {
        crate::ParagraphKind::Heading(level) => Some(level),
        _ => None,
    });
    let biggest = biggest.min();
    let Some(at) = pieces.iter_mut().take(before).position(|mut p| title(&mut p)) else { return };
    let target = || crate::draft::Target { field: name.clone(), cell: None };
    let placed =
        || Fate::Placed(Placed { target: target(), value: Value::Words, confidence: COVER, reading: None });
    // “Data Protection Impact Assessment: Mobile cameras”
    if let Some((form, own)) = pieces.get(at).and_then(titled) {
        let mut own = own;
        own.fate = placed();
        pieces.splice(at..=at, [form, own]);
        return;
    }
    let mut cover = pieces.iter_mut().take(before).skip(at + 1).take(3).enumerate();
    let found = cover.find(|(nth, p)| {
        let named = (2..=LONGEST).contains(&p.words) && matches!(p.fate, Fate::Unplaced { .. });
        let heads = match p.content.kind {
            crate::ParagraphKind::Heading(level) => *nth == 0 || Some(level) <= biggest.map(|b| b + 1),
            _ => p.content.is_strong(),
        };
        named && heads && !interpret::is_date(&p.content.text())
    });
    if let Some((_, piece)) = found {
        piece.fate = placed();
    }
}

/// Cuts “Data Protection Impact Assessment: Mobile cameras” into what the form is called and what it is about.
fn titled(piece: &Piece) -> Option<(Piece, Piece)> {
    const LONGEST: usize = 24;
    let text = piece.content.text();
    let at = text.find([':', '–', '—'])?;
    let form = words::letters(text.get(..at)?);
    let (form_only, unplaced) = (
        form.ends_with("impactassessment") || form.ends_with("dpia"),
        matches!(piece.fate, Fate::Unplaced { .. }),
    );
    let mark = text.get(at..)?.chars().next()?.len_utf8();
    let parts = slices::cut(&piece.content, &[at + mark], piece.words);
    let [(form, own), (about, words)] = parts.as_slice() else { return None };
    let part = |content: &crate::Paragraph, words: usize, fate| Piece {
        content: content.clone(),
        words,
        fate,
        ..piece.clone()
    };
    (form_only && unplaced && (2..=LONGEST).contains(words))
        .then(|| (part(form, *own, Fate::Recognised), part(about, *words, piece.fate.clone())))
}

/// Adds what is outside the body: running heads, removed words, comments.
fn aside(outline: &Outline, finder: &find::Finder<'_, '_>, pieces: &mut Vec<Piece>) {
    let mut met = std::collections::HashSet::new();
    for paragraph in &outline.furniture {
        let plain: String = paragraph.text().chars().filter(|c| c.is_alphabetic()).collect();
        let own = matches!(paragraph.at.part.as_str(), "contents" | "placeholder");
        let forms = finder.is_wording(&paragraph.text());
        let fate =
            if own || forms || !met.insert(plain) { Fate::Recognised } else { Fate::Unplaced { near: None } };
        pieces.push(piece(paragraph, "Running heads and footers", fate));
    }
    for paragraph in &outline.removed {
        let struck = paragraph.at.part == crate::STRUCK;
        // The option that was not chosen is the form's own.
        let own = struck && finder.is_option(&paragraph.text());
        let fate = if own { Fate::Recognised } else { Fate::Unplaced { near: None } };
        let under = if struck { "Struck out" } else { "Taken out by a tracked change, or hidden" };
        pieces.push(piece(paragraph, under, fate));
    }
    for comment in &outline.comments {
        let paragraph = crate::Paragraph::plain(comment.text.clone(), comment.place.clone());
        let under = format!("Comment by {}", if comment.by.is_empty() { "?" } else { &comment.by });
        let fate = match commented(finder.template, pieces, &comment.place) {
            Some(question) => Fate::Comment { question },
            None => Fate::Unplaced { near: None },
        };
        pieces.push(piece(&paragraph, &under, fate));
    }
}

/// More outcomes than any form has.
const MOST_OUTCOMES: usize = 50;

/// Reads “accepted or overruled” with the one struck out that does not hold: the other one does.
fn struck_outcomes(template: &Template, outline: &Outline, pieces: &mut [Piece]) {
    let fields = template.fields().map(|(_, f)| f).filter(|f| matches!(f.kind, Kind::Approval { .. }));
    let outcomes: Vec<&str> =
        fields.flat_map(|f| template.options(&f.kind)).map(|(_, label)| label).collect();
    let is_outcome = |p: &&crate::Paragraph| {
        p.at.part == crate::STRUCK && outcomes.iter().any(|o| interpret::same(o, &p.text()))
    };
    for struck in outline.removed.iter().filter(is_outcome).take(MOST_OUTCOMES) {
        let here = |p: &&mut Piece| {
            let row = |at: &crate::At| at.cell.map(|(table, row, _)| (table, row));
            row(&p.at) == row(&struck.at) && (row(&p.at).is_some() || p.at.paragraph == struck.at.paragraph)
        };
        for piece in pieces.iter_mut().filter(here) {
            let Fate::Placed(Placed { target, value: Value::Approval(approval), .. }) = &mut piece.fate
            else {
                continue;
            };
            let Some(field) = template.field(&target.field) else { continue };
            let (out, left): (Vec<_>, Vec<_>) = template
                .options(&field.kind)
                .into_iter()
                .partition(|(_, label)| interpret::same(label, &struck.text()));
            if let ([_], [(id, _)], None) = (out.as_slice(), left.as_slice(), &approval.outcome) {
                approval.outcome = Some((*id).to_owned());
            }
        }
    }
}

/// Finds the question whose answer stands where a comment does.
fn commented(template: &Template, pieces: &[Piece], place: &crate::At) -> Option<String> {
    let here = |p: &&Piece| {
        let same = p.at.paragraph == place.paragraph && p.at.cell == place.cell;
        p.at.part == place.part && (same && (place.paragraph.is_some() || !place.part.is_empty()))
    };
    let answers = pieces.iter().filter(here).filter_map(|p| match &p.fate {
        Fate::Placed(placed) => template.question_of(&placed.target.field),
        _ => None,
    });
    answers.map(|q| q.id.clone()).next()
}

fn piece(paragraph: &crate::Paragraph, under: &str, fate: Fate) -> Piece {
    let words = paragraph_words(paragraph);
    Piece { at: paragraph.at.clone(), content: paragraph.clone(), under: under.to_owned(), words, fate }
}

/// Tells what was read into words that the form cannot keep as written.
fn readings(pieces: &[Piece], notes: &mut Vec<Note>) {
    for piece in pieces {
        if let Fate::Placed(placed) = &piece.fate
            && let Some(reading) = &placed.reading
        {
            let message = format!("{reading} Compare it with the source ({}).", piece.at);
            notes.push(Note { code: "read-as".into(), message });
        }
    }
}

/// Gives what becomes of a piece that the officer sends somewhere; `None` when the field cannot take it.
pub(crate) fn fate(template: &Template, piece: &Piece, to: &To) -> Option<Fate> {
    let target = match to {
        To::Comment(question) => return Some(Fate::Comment { question: question.clone() }),
        To::Aside => return Some(Fate::Aside),
        To::Pile => return Some(Fate::Unplaced { near: None }),
        To::Field(target) => target,
    };
    let field = template.field(&target.field)?;
    let kind = match &target.cell {
        Some((_, column)) => &field.columns().iter().find(|c| c.id == *column)?.kind,
        None => &field.kind,
    };
    let text = piece.content.shown();
    let (value, reading) = match kind {
        Kind::RowRef { .. } => return None,
        Kind::Boxes { rows } => {
            let named = rows.iter().flatten().find(|b| interpret::same(&b.label, &text))?;
            (Value::Boxes(vec![named.id.clone()]), None)
        }
        kind => interpret::meaning(template, kind, &text).map(|m| (m.value, m.reading))?,
    };
    Some(Fate::Placed(Placed { target: target.clone(), value, confidence: 1.0, reading }))
}

/// Chooses the field that a file inside the document is attached to: of the question that it stands in, else the first.
fn attach_to(draft: &Draft, template: &Template, at: &crate::At) -> Option<String> {
    let attaches = |f: &&model::Field| matches!(f.kind, Kind::Attachments);
    let there = draft
        .pieces
        .iter()
        .filter(|p| p.at.page == at.page && p.at.paragraph <= at.paragraph && p.at.cell <= at.cell);
    let mut question = there.filter_map(|p| match &p.fate {
        Fate::Placed(placed) => template.question_of(&placed.target.field),
        _ => None,
    });
    let own = question.next_back().and_then(|q| q.fields.iter().find(attaches));
    own.or_else(|| template.fields().map(|(_, f)| f).find(attaches)).map(|f| f.id.clone())
}

/// Gives the assessment's name: the answer that names it, else the document's title.
fn name(draft: &Draft, template: &Template, outline: &Outline) -> String {
    match draft.answers(template).get(&template.roles.name) {
        Some(model::Answer::Text(name)) => name.clone(),
        _ => outline.title.clone().unwrap_or_default(),
    }
}
