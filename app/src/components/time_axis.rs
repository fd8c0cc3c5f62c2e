//! Ten terms and the next: one axis for everything of a school that lies in time, so that terms line up
//! down the page. Every term is equally wide.

use domain::calendar::{Date, Term};
use leptos::prelude::*;

/// Terms shown: this one, nine before it, one after.
const TERMS: i32 = 11;

/// Places on the axis are per cent of its width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeAxis {
    first: Term,
}

impl TimeAxis {
    pub fn around(today: Date) -> Self {
        Self {
            first: Term::of(today).later(2 - TERMS),
        }
    }

    /// The first and the last day on it.
    pub fn ends(self) -> (Date, Date) {
        let after = self.first.later(TERMS).begins();
        (self.first.begins(), after.previous_day().unwrap_or(after))
    }

    /// Whether any of these days is on it.
    pub fn shows(self, from: Date, to: Date) -> bool {
        let (first, last) = self.ends();
        from <= last && to >= first
    }

    /// Where a day lies; what is before or after it lies at its ends.
    pub fn at(self, day: Date) -> f64 {
        let (first, last) = self.ends();
        if day <= first {
            return 0.0;
        }
        if day > last {
            return 100.0;
        }
        let term = Term::of(day);
        let place = (0..TERMS)
            .find(|at| self.first.later(*at) == term)
            .unwrap_or(0);
        let (begins, next) = (term.begins(), term.later(1).begins());
        let days = f64::from(next.to_julian_day() - begins.to_julian_day());
        let gone = f64::from(day.to_julian_day() - begins.to_julian_day());
        (f64::from(place) + gone / days) * 100.0 / f64::from(TERMS)
    }

    /// Lines between terms for a drawing a thousand wide.
    pub fn rules(self, height: usize) -> String {
        (0..=TERMS)
            .map(|at| {
                format!(
                    "M{:.1} 0V{height}",
                    f64::from(at) * 1_000.0 / f64::from(TERMS)
                )
            })
            .collect()
    }

    /// The names of the terms, under it.
    pub fn names(self) -> AnyView {
        let names = (0..TERMS)
            .map(|at| view! { <span>{self.first.later(at).words()}</span> })
            .collect_view();
        view! { <p class="term-names" aria-hidden="true">{names}</p> }.into_any()
    }

    /// The line of today, down the whole drawing.
    pub fn today(self, today: Date) -> AnyView {
        view! { <i class="today-line" style:left=percent(self.at(today))></i> }.into_any()
    }
}

pub fn percent(at: f64) -> String {
    format!("{at:.2}%")
}
