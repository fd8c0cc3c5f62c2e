//! A word in two scripts is refused: letters that look alike are how a name is made to look like another.

use serde_json::Value;

use super::Checker;
use crate::risk::document::Document;
use crate::risk::fault::Place;
use crate::schools::Key;

const SECTIONS: [&str; 7] = [
    "name",
    "owner",
    "note",
    "risk_words",
    "area",
    "band",
    "indicator",
];

pub(super) fn check(checker: &mut Checker, document: &Document) {
    let Ok(Value::Object(whole)) = serde_json::to_value(document) else {
        return;
    };
    for section in SECTIONS {
        match whole.get(section) {
            Some(Value::Array(all)) if all.iter().all(Value::is_object) => {
                for one in all {
                    let id = one
                        .get("id")
                        .and_then(Value::as_str)
                        .and_then(|id| id.parse::<Key>().ok());
                    let at = id.map_or(Place::section(section), |id| Place::of(section, id));
                    walk(checker, at, one);
                }
            }
            Some(value) => walk(checker, Place::section(section), value),
            None => {}
        }
    }
}

fn walk(checker: &mut Checker, at: Place, value: &Value) {
    match value {
        Value::String(text) => {
            for word in text.split(|letter: char| !letter.is_alphabetic()) {
                let mut scripts = word.chars().map(script);
                let first = scripts.next();
                if let Some(first) = first
                    && let Some(second) = scripts.find(|other| *other != first)
                {
                    let (first, second) = (first.min(second), first.max(second));
                    checker.fault(
                        at,
                        format!("“{word}” is one word in two scripts, {first} and {second}"),
                    );
                }
            }
        }
        Value::Array(all) => all.iter().for_each(|one| walk(checker, at, one)),
        Value::Object(all) => all.values().for_each(|one| walk(checker, at, one)),
        _ => {}
    }
}

/// The script of a letter, for the ranges where letters look alike; all others are one.
fn script(letter: char) -> &'static str {
    match u32::from(letter) {
        0x41..=0x24F
        | 0x1E00..=0x1EFF
        | 0x2C60..=0x2C7F
        | 0xA720..=0xA7FF
        | 0xFB00..=0xFB06
        | 0xFF21..=0xFF5A => "Latin",
        0x370..=0x3FF | 0x1F00..=0x1FFF => "Greek",
        0x400..=0x52F | 0x1C80..=0x1C8F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => "Cyrillic",
        0x530..=0x58F => "Armenian",
        0x13A0..=0x13FF | 0xAB70..=0xABBF => "Cherokee",
        0x1D400..=0x1D7FF => "mathematical",
        _ => "another",
    }
}
