//! Laws of comparing: the pieces are the two texts, nothing differs from itself, and each edited field is found.

use compare::{Side, differences, words};
use model::Change;
use proptest::prelude::*;

use crate::arbitrary::{answer, assessment};
use crate::tiny;

proptest! {
    #[test]
    fn the_pieces_of_two_texts_are_the_texts(older in "[a-c ,.\n]{0,40}", newer in "[a-c ,.\n]{0,40}") {
        let pieces = words(&older, &newer);
        let joined = |not: Side| pieces.iter().filter(|p| p.side != not).map(|p| p.text.as_str()).collect::<String>();
        prop_assert_eq!(joined(Side::Newer), older);
        prop_assert_eq!(joined(Side::Older), newer);
        prop_assert!(pieces.windows(2).all(|w| w[0].side != w[1].side), "neighbours are one piece");
    }

    #[test]
    fn nothing_differs_from_itself(a in assessment(&tiny())) {
        prop_assert_eq!(differences(&tiny(), &a, &a), vec![]);
    }

    #[test]
    fn a_changed_answer_is_found_and_nothing_else(
        a in assessment(&tiny()),
        (field, new) in (0usize..8).prop_flat_map(|n| {
            let template = tiny();
            let plain = |f: &&model::Field| !matches!(f.kind, model::Kind::Table { .. });
            let fields: Vec<_> = template.fields().map(|(_, f)| f).filter(plain).cloned().collect();
            let field = fields[n % fields.len()].clone();
            (Just(field.id.clone()), answer(&template, &field.kind))
        }),
    ) {
        let template = tiny();
        let mut b = a.clone();
        let at = model::Place::field(&field);
        let edit = model::Edit {
            against: b.revision, by: "O".into(), at: "2026-06-16T10:00:00Z".into(), group: None,
            how: Default::default(), change: Change::SetAnswer { at, answer: new },
        };
        model::apply(&template, &mut b, &edit).expect("it fits");
        let found: Vec<String> = differences(&template, &a, &b).into_iter().map(|d| d.field).collect();
        let expected = if a.answers.get(&field) == b.answers.get(&field) { vec![] } else { vec![field] };
        prop_assert_eq!(found, expected);
    }
}
