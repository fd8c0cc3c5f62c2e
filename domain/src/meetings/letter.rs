//! The letter to a school about what was decided of it: a draft from the moment the meeting is closed, issued
//! once the school was told and could answer. Made from the decision; nobody types it.

use serde::{Deserialize, Serialize};

use super::item::Past;
use super::minutes::{Minute, MinuteItem};
use super::notice::ANSWER_DAYS;
use crate::calendar::{Date, day_words};
use crate::risk::Scheme;

/// A letter, ready to be set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// "The headteacher, Millbeck Primary".
    pub to: String,
    pub from: String,
    /// What it is about, in a line.
    pub about: String,
    pub paragraphs: Vec<String>,
    /// What follows and what was agreed, a line each.
    pub list: Vec<String>,
    pub closing: Vec<String>,
}

/// What a letter says of its meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender<'a> {
    pub authority: &'a str,
    pub partnership: &'a str,
    /// The day of the meeting.
    pub on: Date,
    pub chair: &'a str,
    /// "Priority and risk, version 4".
    pub scheme: &'a str,
    /// The last day the school may answer, once it was told.
    pub answer_by: Option<Date>,
}

/// The letter about one school. `past` is the decision as it stands, with what a second person said of it.
pub fn letter(scheme: &Scheme, sender: &Sender<'_>, item: &MinuteItem, past: &Past) -> Letter {
    let risk = item.risk.word().to_lowercase();
    let band = scheme.band(item.band);
    let mut paragraphs = vec![format!(
        "At its meeting on {} the {} partnership decided that {} is in {}, risk {risk}.",
        day_words(sender.on),
        sender.partnership,
        item.school,
        item.band_word
    )];
    if !band.meaning.is_empty() {
        paragraphs.push(format!(
            "{} means: {}",
            item.band_word,
            sentence(&band.meaning)
        ));
    }
    paragraphs.push(format!(
        "The rules ({}) suggested {}. {}",
        sender.scheme, item.suggested, item.reasons
    ));
    let reason = item.said.iter().find_map(|one| match one {
        Minute::Reason { .. } => Some(one.text()),
        _ => None,
    });
    if item.differs {
        let second = past.approval.as_ref().map_or_else(String::new, |second| {
            format!(" {} looked at it as a second person and agreed.", second.by)
        });
        paragraphs.push(format!(
            "The meeting decided otherwise, and recorded why: {}{second}",
            sentence(&reason.unwrap_or_default())
        ));
    }
    let mut list: Vec<String> = band
        .follows
        .iter()
        .map(|one| sentence(&capitalised(one)))
        .collect();
    if band.days > 0 {
        list.push(format!("Up to {} days of support a year.", band.days));
    }
    list.push(format!(
        "The {} is responsible for what follows. The decision is looked at again by {}.",
        item.owner.to_lowercase(),
        day_words(item.next_review)
    ));
    list.extend(item.said.iter().filter_map(|one| match one {
        Minute::Action(_) => Some(one.text()),
        _ => None,
    }));
    let answer = match sender.answer_by {
        Some(until) => format!(
            "You may answer in your own words until {}.",
            day_words(until)
        ),
        None => format!(
            "Once you have been told of it you have {ANSWER_DAYS} days to answer in your own words."
        ),
    };
    let closing = vec![
        format!(
            "{answer} What you write is kept beside the decision and read by the next meeting. You may contest \
             any value it rests on: it then stands marked until somebody outside the school has settled it."
        ),
        "If you hold the decision to be wrong you may appeal. An appeal is recorded, and the school is the first \
         item of the next meeting."
            .to_owned(),
        "A category is confidential between the authority, the partnership and the school.".to_owned(),
    ];
    Letter {
        to: format!("The headteacher, {}", item.school),
        from: format!(
            "{}, for the {} partnership, {}",
            sender.chair, sender.partnership, sender.authority
        ),
        about: format!("{}: the category of your school", item.school),
        paragraphs,
        list,
        closing,
    }
}

fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '?', '!', '”']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

fn capitalised(text: &str) -> String {
    crate::risk::words::capital(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meetings::Approval;
    use crate::risk::{Band, Level};
    use time::macros::date;

    fn item(differs: bool) -> MinuteItem {
        MinuteItem {
            urn: 900_001.try_into().unwrap(),
            school: "Millbeck Primary".to_owned(),
            band: Band(2),
            band_word: "Priority 3".to_owned(),
            risk: Level::High,
            owner: "Local authority".to_owned(),
            next_review: date!(2027 - 01 - 14),
            how: "As suggested, up from Priority 2.".to_owned(),
            suggested: "Priority 3, risk high".to_owned(),
            reasons: "One high and two medium.".to_owned(),
            differs,
            offices: Vec::new(),
            led: String::new(),
            chairs: Vec::new(),
            said: vec![Minute::Reason {
                text: "The head has left".to_owned(),
                rests_on: Vec::new(),
            }],
        }
    }

    fn written(differs: bool, answer_by: Option<Date>) -> Letter {
        let scheme = Scheme::bradford().unwrap();
        let sender = Sender {
            authority: "Airedale Vale",
            partnership: "Upper Vale",
            on: date!(2026 - 11 - 19),
            chair: "Helen Marsh",
            scheme: "Priority and risk, version 4",
            answer_by,
        };
        let past = Past {
            differed: differs,
            approval: differs.then(|| Approval {
                approved: true,
                by: "Pearl Okafor".to_owned(),
                on: date!(2026 - 11 - 20),
                words: String::new(),
            }),
            ..Past::as_suggested(date!(2026 - 11 - 19), Band(2), Level::High)
        };
        letter(&scheme, &sender, &item(differs), &past)
    }

    #[test]
    fn a_letter_says_what_was_decided_why_and_what_the_school_can_do() {
        let plain = written(false, Some(date!(2026 - 12 - 04)));
        let words = plain.paragraphs.join(" ");
        assert!(words.contains("decided that Millbeck Primary is in Priority 3, risk high."));
        assert!(words.contains("suggested Priority 3, risk high. One high and two medium."));
        assert!(
            !words.contains("The head has left"),
            "as suggested: no reason is told"
        );
        assert!(
            plain
                .list
                .iter()
                .any(|line| line == "Up to 15 days of support a year.")
        );
        let owner = "The local authority is responsible for what follows.";
        assert!(plain.list.iter().any(|line| line.starts_with(owner)));
        assert!(plain.closing[0].contains("until 4 Dec 2026"));
    }

    #[test]
    fn a_letter_about_a_decision_against_the_rules_says_so_and_who_agreed() {
        let words = written(true, None).paragraphs.join(" ");
        assert!(words.contains("recorded why: The head has left. Pearl Okafor looked at it"));
    }
}
