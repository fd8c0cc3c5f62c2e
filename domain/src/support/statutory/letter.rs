//! A warning notice as a document.

use serde::{Deserialize, Serialize};

use super::action::Given;
use super::power::ACT;
use crate::calendar::day_words;

/// A heading and its paragraphs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub heading: String,
    pub paragraphs: Vec<String>,
}

/// The notice to the governing body of a school, part by part, as section 60(4) has them.
pub fn notice_letter(given: &Given, school: &str, authority: &str) -> Vec<Part> {
    let notice = &given.notice;
    let part = |heading: &str, paragraphs: Vec<String>| Part {
        heading: heading.to_owned(),
        paragraphs,
    };
    let grounds = notice
        .grounds
        .iter()
        .map(|one| format!("{authority} {} ({}).", satisfied(one.words()), one.law()));
    let minded = notice
        .minded
        .iter()
        .map(|one| format!("{} ({}).", one.words(), one.law()));
    vec![
        part(
            "This notice",
            vec![format!(
                "This is a performance standards and safety warning notice to the governing body of {school}, \
                 given under section 60 of the {ACT} on {}.",
                day_words(given.on)
            )],
        ),
        part("The grounds", grounds.collect()),
        part("What this rests on", lines(&notice.matters)),
        part("What the governing body is required to do", lines(&notice.required)),
        part(
            "The compliance period",
            vec![format!(
                "It is to be done by {}, to the authority’s satisfaction.",
                day_words(notice.comply_by)
            )],
        ),
        part(
            "What happens if it is not",
            std::iter::once(
                "The school would then be eligible for intervention, and the authority is minded, after \
                 notice in writing, to use these powers:"
                    .to_owned(),
            )
            .chain(minded)
            .collect(),
        ),
        part(
            "What the governing body may say",
            vec![format!(
                "The authority asks the governing body to say by {} whatever it thinks of this notice, \
                 and will answer.",
                day_words(notice.represent_by)
            )],
        ),
        part("Copies", vec![format!("{}.", notice.copies.join(", "))]),
    ]
}

fn satisfied(words: &str) -> String {
    format!("is satisfied that {words}")
}

fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}
