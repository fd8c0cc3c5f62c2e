//! What a letter says: that something waits, of which school, and where.

use std::fmt::Write;

use crate::db::mail::{Claimed, Told};

/// A letter, ready to go.
pub struct Letter {
    /// The same every time it is tried: who has it already knows it again.
    pub id: uuid::Uuid,
    pub to: String,
    pub name: String,
    pub subject: &'static str,
    pub text: String,
}

/// One thing that waits, and where to answer it.
pub fn line(told: &Told, href: &str) -> String {
    let words = match (told.question, told.news) {
        (Some(question), _) => question.asked.words(&told.school),
        (None, Some(news)) => news.words(&told.school),
        (None, None) => format!("Something of {} waits for you", told.school),
    };
    format!("{words}:\n{href}\n")
}

pub fn letter(claimed: &Claimed, lines: &[String]) -> Letter {
    let mut text = format!("Dear {},\n\n", claimed.name);
    if claimed.digest && lines.len() > 1 {
        let _infallible = writeln!(text, "{} things wait for you.\n", lines.len());
    }
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    text.push_str(if claimed.account {
        "Sign in to see what it is about. Nothing of it is in this letter.\n"
    } else {
        "A link is for you alone, good for 14 days and for one answer. Opening it decides nothing: the page asks you. Please do not pass it on.\n"
    });
    Letter {
        id: claimed.id,
        to: claimed.to.clone(),
        name: claimed.name.clone(),
        subject: if claimed.digest && lines.len() > 1 {
            "What waits for you this morning"
        } else {
            "Something waits for you"
        },
        text,
    }
}
