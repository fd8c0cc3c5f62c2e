//! A category: a boxed tag with a ladder. Tone, words and number of bars come from the scheme, so it
//! reads the same in grey: more ink is more attention, and the word is always there.

use domain::risk::{Band, Scheme, Span, span_words};
use leptos::prelude::*;

/// How large: in a row, beside a heading, on a page's own line, on the wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TagSize {
    #[default]
    Small,
    Medium,
    Large,
    Projector,
}

impl TagSize {
    fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
            Self::Projector => "projector",
        }
    }
}

/// The tag of a band. `short` ("P3") only under a heading or beside a legend that says Priority in full.
pub fn category_tag(scheme: &Scheme, band: Band, size: TagSize, short: bool) -> AnyView {
    let rule = scheme.band(band);
    let words = if short {
        view! {
            <span class="visually-hidden">{rule.word.clone()}</span>
            <span aria-hidden="true">{rule.short.clone()}</span>
        }
        .into_any()
    } else {
        rule.word.clone().into_any()
    };
    // One that is gone stands on no ladder any more; which version had it is said.
    let gone = scheme.gone_since(band);
    let drawn = gone.is_none().then(|| ladder(band, scheme.bands.len()));
    let version = gone.map(|version| view! { <small>"v" {version}</small> });
    let until = gone.map(|version| format!("A category until version {version} of the rules"));
    view! {
        <span class="category-tag" data-tone=tone(rule.tone) data-size=size.name() data-gone=gone.map(|_| "") title=until>
            {drawn}
            {words}
            {version}
        </span>
    }
    .into_any()
}

/// Where unknowns leave it open: the tag of a range.
pub fn range_tag(scheme: &Scheme, band: Span<Band>, size: TagSize, short: bool) -> AnyView {
    let words = span_words(scheme, band);
    let words = if short {
        let brief = format!(
            "{}–{}",
            scheme.band(band.lowest).short,
            shortened(&scheme.band(band.highest).short)
        );
        view! {
            <span class="visually-hidden">{words}</span>
            <span aria-hidden="true">{brief}</span>
        }
        .into_any()
    } else {
        words.into_any()
    };
    view! {
        <span class="category-tag" data-tone="range" data-size=size.name()>
            <i class="hatch-square" aria-hidden="true"></i>
            {words}
        </span>
    }
    .into_any()
}

/// "P3" after "P2–" is "3".
fn shortened(short: &str) -> &str {
    match short
        .char_indices()
        .find(|(_, letter)| letter.is_ascii_digit())
    {
        Some((at, _)) => &short[at..],
        None => short,
    }
}

/// One band, or a range where unknowns leave it open.
pub fn span_tag(scheme: &Scheme, band: Span<Band>, size: TagSize, short: bool) -> AnyView {
    match band.settled() {
        Some(band) => category_tag(scheme, band, size, short),
        None => range_tag(scheme, band, size, short),
    }
}

/// The room has not said yet; `over`: and will not any more.
#[component]
pub fn UndecidedTag(
    #[prop(optional)] size: TagSize,
    #[prop(optional)] over: bool,
) -> impl IntoView {
    let words = if over {
        "Not decided"
    } else {
        "Not decided yet"
    };
    view! {
        <span class="category-tag" data-tone="undecided" data-size=size.name()>
            {words}
        </span>
    }
}

/// The tone of a band of a scheme, as styles name it.
pub fn tone(tone: u8) -> &'static str {
    match tone {
        0 => "0",
        1 => "1",
        2 => "2",
        3 => "3",
        _ => "4",
    }
}

/// The ladder by itself, for segmented controls and charts: as many bars as the scheme has bands.
pub fn ladder(band: Band, bands: usize) -> AnyView {
    let (mut filled, mut outlined) = (String::new(), String::new());
    for at in 0..bands {
        let left = at * 4;
        // Bars rise evenly to the full 11.
        let height = 3 + 8 * at / bands.saturating_sub(1).max(1);
        let top = 11 - height;
        if at <= usize::from(band.0) {
            filled.push_str(&format!("M{left} {top}h3v{height}h-3z"));
        } else {
            outlined.push_str(&format!("M{left}.5 {top}.5h2v{}h-2z", height - 1));
        }
    }
    let width = bands * 4 - 1;
    view! {
        <svg class="ladder" viewBox=format!("0 0 {width} 11") width=width.to_string() height="11" aria-hidden="true">
            <path d=filled></path>
            <path class="unfilled" d=outlined></path>
        </svg>
    }
    .into_any()
}
