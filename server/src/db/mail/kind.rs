//! What a notice is about, as the table has it.

use domain::support::money::News;

/// What a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Consent,
    Signature,
    Record,
    Report,
    Money(News),
}

impl Kind {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::Signature => "signature",
            Self::Record => "record",
            Self::Report => "report",
            Self::Money(News::Invoice) => "invoice",
            Self::Money(News::Released) => "released",
            Self::Money(News::Claim) => "claim",
            Self::Money(News::AskedBack) => "asked_back",
            Self::Money(News::Answered) => "answered",
            Self::Money(News::GoesBack) => "goes_back",
            Self::Money(News::Paid) => "paid",
        }
    }

    /// What a notice of money tells.
    pub(super) fn news(word: &str) -> Option<News> {
        [
            News::Invoice,
            News::Released,
            News::Claim,
            News::AskedBack,
            News::Answered,
            News::GoesBack,
            News::Paid,
        ]
        .into_iter()
        .find(|news| Self::Money(*news).word() == word)
    }
}
