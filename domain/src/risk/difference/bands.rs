//! What changed of the bands: their words, what leads into them and what follows from them.

use super::{Changes, quoted};
use crate::risk::catalogue::Unit;
use crate::risk::document::{BandDoc, ClockDoc, Document, WhenDoc};
use crate::risk::rule_words::{band_word, condition_words, joined, owner_words, read_twice_words};
use crate::risk::words::{lower, number_words};
use crate::schools::Key;

impl Changes {
    pub(super) fn bands(&mut self, before: &Document, after: &Document) {
        for band in &after.band {
            match before.band.iter().find(|one| one.id == band.id) {
                None => self.say(format!("A new category: {}, {}", band.word, band.meaning)),
                Some(old) => self.band((before, old), (after, band)),
            }
        }
        for band in &before.band {
            if !after.band.iter().any(|one| one.id == band.id) {
                self.say(format!("No longer a category: {}", band.word));
            }
        }
        let ids = |document: &Document| -> Vec<Key> {
            document.band.iter().map(|band| band.id).collect()
        };
        if same_but_order(&ids(before), &ids(after)) {
            let order = in_words(after, &ids(after), "and");
            self.say(format!("From least to most serious: {order}"));
        }
        if before.decide != after.decide {
            let (then, now) = (
                in_words(before, &before.decide, "then"),
                in_words(after, &after.decide, "then"),
            );
            self.was("Categories are tried in this order", &then, &now);
        }
        let weak = |document: &Document| {
            document
                .weak_from
                .map_or_else(|| "not said".to_owned(), |id| band_word(document, id))
        };
        self.was("Helped by fellow schools from", &weak(before), &weak(after));
        let (then, now) = (read_twice_words(before), read_twice_words(after));
        if then != now {
            self.say(format!(
                "A second person reads a decision, before it is told, {now}, was {then}"
            ));
        }
    }

    fn band(&mut self, (before, old): (&Document, &BandDoc), (after, new): (&Document, &BandDoc)) {
        let about = &new.word;
        self.was("A category’s name", &quoted(&old.word), &quoted(about));
        let short = format!("{about}, where there is little room");
        self.was(&short, &quoted(&old.short), &quoted(&new.short));
        self.was(about, &quoted(&old.meaning), &quoted(&new.meaning));
        let category = |band: &BandDoc| match band.category.as_str() {
            "" => "no category of the authority’s own".to_owned(),
            word => format!("the authority’s own category {}", quoted(word)),
        };
        self.was(about, &category(old), &category(new));
        self.rules(about, (before, &old.when), (after, &new.when));
        self.was(about, &sums(old), &sums(new));
        for (at, (then, now)) in old.owner.iter().zip(new.owner).enumerate() {
            let about = format!("{about} and {}", lower(&after.risk_words[at]));
            self.was(&about, owner_words(*then), owner_words(now));
        }
        self.reviews(after, old, new);
        let days = |band: &BandDoc| format!("at most {} days of support a year", band.days);
        self.was(about, &days(old), &days(new));
        let within = |band: &BandDoc| {
            band.support_within_days.map_or_else(
                || "no time within which support is secured".to_owned(),
                |days| format!("support is secured within {days} working days"),
            )
        };
        self.was(about, &within(old), &within(new));
        self.was(
            about,
            &clock(old.clock.as_ref()),
            &clock(new.clock.as_ref()),
        );
        for one in new.follows.iter().filter(|one| !old.follows.contains(one)) {
            self.say(format!("{about}: {} follows now", quoted(one)));
        }
        for one in old.follows.iter().filter(|one| !new.follows.contains(one)) {
            self.say(format!("{about}: {} no longer follows", quoted(one)));
        }
    }

    fn reviews(&mut self, after: &Document, old: &BandDoc, new: &BandDoc) {
        let same = |months: &[u8; 4]| months.iter().all(|one| *one == months[0]);
        let words = |months: u8| format!("next review after {months} months");
        if same(&old.review_months) && same(&new.review_months) {
            let (then, now) = (old.review_months[0], new.review_months[0]);
            self.was(&new.word, &words(then), &words(now));
            return;
        }
        for (at, (then, now)) in old.review_months.iter().zip(new.review_months).enumerate() {
            let about = format!("{} and {}", new.word, lower(&after.risk_words[at]));
            self.was(&about, &words(*then), &words(now));
        }
    }

    /// Rules are known by their words, and where those are others by what they ask.
    fn rules(
        &mut self,
        about: &str,
        (before, old): (&Document, &[WhenDoc]),
        (after, new): (&Document, &[WhenDoc]),
    ) {
        let mut gone: Vec<&WhenDoc> = old.iter().collect();
        let mut come = Vec::new();
        for rule in new {
            let Some(at) = gone.iter().position(|one| one.words == rule.words) else {
                come.push(rule);
                continue;
            };
            let then = asks(before, gone.remove(at));
            self.was(
                &format!("{about}, {}", quoted(&rule.words)),
                &then,
                &asks(after, rule),
            );
        }
        for rule in come {
            let words = quoted(&rule.words);
            match gone.iter().position(|one| one.all == rule.all) {
                Some(at) => {
                    let then = quoted(&gone.remove(at).words);
                    self.say(format!("{about}: a rule reads {words}, was {then}"));
                }
                None => self.say(format!(
                    "{about}: a new rule, {words}, where {}",
                    asks(after, rule)
                )),
            }
        }
        for rule in gone {
            self.say(format!("{about}: no longer {}", quoted(&rule.words)));
        }
        let words = |rules: &[WhenDoc]| -> Vec<String> {
            rules.iter().map(|rule| rule.words.clone()).collect()
        };
        if same_but_order(&words(old), &words(new)) {
            self.say(format!("{about}: its rules are tried in another order"));
        }
    }
}

fn asks(document: &Document, rule: &WhenDoc) -> String {
    let all: Vec<String> = rule
        .all
        .iter()
        .map(|one| condition_words(document, one))
        .collect();
    all.join(", and ")
}

fn sums(band: &BandDoc) -> String {
    band.points.map_or_else(
        || "not by the sum of points".to_owned(),
        |points| {
            let [from, to] = points.map(|one| number_words(Unit::Count, one.0));
            format!("from {from} to under {to} points")
        },
    )
}

fn clock(clock: Option<&ClockDoc>) -> String {
    clock.map_or_else(
        || "for as long as it takes".to_owned(),
        |clock| {
            format!(
                "for {} months at most, with a warning after {}",
                clock.limit_months, clock.warn_months
            )
        },
    )
}

fn in_words(document: &Document, ids: &[Key], last: &str) -> String {
    let words: Vec<String> = ids.iter().map(|id| band_word(document, *id)).collect();
    joined(&words, last)
}

fn same_but_order<T: Ord + Clone>(before: &[T], after: &[T]) -> bool {
    let sorted = |all: &[T]| {
        let mut all = all.to_vec();
        all.sort();
        all
    };
    before != after && sorted(before) == sorted(after)
}
