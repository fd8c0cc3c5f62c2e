//! Ids made from names: readings are kept by them, so they never change with the name.

use crate::risk::catalogue::is_shared;
use crate::risk::document::Document;
use crate::schools::Key;

/// An id made from a name that neither the document nor the shared catalogue has.
pub(super) fn own_id(document: &Document, name: &str) -> Key {
    key_of(name, "own", |id| {
        is_shared(id) || document.indicator.iter().any(|one| one.id == id)
    })
}

/// "Pupil voice survey" is `pupil_voice`: as many whole words as there is room for.
pub(in crate::risk::edit) fn key_of(
    words: &str,
    otherwise: &'static str,
    taken: impl Fn(Key) -> bool,
) -> Key {
    const ROOM: usize = 16;
    let lower = words.to_ascii_lowercase();
    let parts = lower
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty());
    let mut made = String::new();
    for part in parts {
        if made.is_empty() {
            made.push_str(&part[..part.len().min(ROOM)]);
        } else if made.len() + 1 + part.len() <= ROOM {
            made.push('_');
            made.push_str(part);
        } else {
            break;
        }
    }
    if made.is_empty() {
        made.push_str(otherwise);
    }
    let numbered = |nth: usize| {
        if nth == 1 {
            return made.clone();
        }
        let end = format!("_{nth}");
        format!("{}{end}", &made[..made.len().min(ROOM - end.len())])
    };
    // A scheme has few indicators, so one of these is free.
    (1..1_000)
        .filter_map(|nth| numbered(nth).parse::<Key>().ok())
        .find(|id| !taken(*id))
        .unwrap_or(Key::of("own"))
}
