//! What one can listen to, and what there is to hear of it.

use std::sync::Arc;
use std::time::Duration;

use domain::api::{CaseMoved, MeetingEvent, ViewsGiven};
use domain::meetings::Change;
use domain::schools::{AuthorityId, CaseId, MeetingId, Urn};
use sqlx::PgPool;

use crate::db;
use crate::error::Result;

/// What one can listen to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Meeting(AuthorityId, MeetingId),
    Board(AuthorityId),
    Case(AuthorityId, CaseId),
}

impl Place {
    /// From a notice: "meeting 380 0190…", "board 380" or "case 380 0190…".
    pub fn read(notice: &str) -> Option<Self> {
        let mut words = notice.split(' ');
        let kind = words.next()?;
        let authority = words.next()?.parse::<u16>().ok()?.try_into().ok()?;
        match kind {
            "meeting" => Some(Self::Meeting(authority, words.next()?.parse().ok()?)),
            "board" => Some(Self::Board(authority)),
            "case" => Some(Self::Case(authority, words.next()?.parse().ok()?)),
            _ => None,
        }
    }

    /// How long a lost notice can stay unnoticed. In a meeting people wait for each other; a case moves a few times a
    /// week, and many are open at once.
    pub fn patience(self) -> Duration {
        match self {
            Self::Meeting(..) | Self::Board(_) => Duration::from_secs(2),
            Self::Case(..) => Duration::from_secs(20),
        }
    }

    pub fn authority(self) -> AuthorityId {
        match self {
            Self::Meeting(authority, _) | Self::Board(authority) | Self::Case(authority, _) => {
                authority
            }
        }
    }
}

/// One line of a log, ready to send.
#[derive(Debug, Clone)]
pub struct Line {
    pub seq: u64,
    pub json: Arc<str>,
    /// Own views of a school are given from here on, or no longer.
    pub views: Option<(Urn, bool)>,
}

/// The lines of a log after a number, in order.
pub async fn lines_since(pool: &PgPool, place: Place, after: u64) -> Result<Vec<Line>> {
    let mut tx = db::begin(pool, place.authority()).await?;
    let lines = match place {
        Place::Meeting(_, id) => db::log::changes_since(&mut tx, id, after)
            .await?
            .into_iter()
            .map(|recorded| {
                let (seq, views) = (recorded.seq, asks(&recorded.change));
                line(seq, views, &MeetingEvent::Change(Box::new(recorded)))
            })
            .collect::<Result<_>>()?,
        Place::Board(_) => db::board::changes_since(&mut tx, after)
            .await?
            .into_iter()
            .map(|recorded| line(recorded.revision, None, &recorded))
            .collect::<Result<_>>()?,
        // What the step was is not everybody's to read: the page asks for the case as it is theirs.
        Place::Case(_, id) => db::support::revisions_since(&mut tx, id, after)
            .await?
            .into_iter()
            .map(|revision| line(revision, None, &CaseMoved { revision }))
            .collect::<Result<_>>()?,
    };
    tx.commit().await?;
    Ok(lines)
}

/// How many have given a view of their own in a meeting; an authority's board has none.
pub async fn views_given(pool: &PgPool, place: Place) -> Result<Vec<ViewsGiven>> {
    let Place::Meeting(authority, id) = place else {
        return Ok(Vec::new());
    };
    let mut tx = db::begin(pool, authority).await?;
    db::views::given(&mut tx, id).await
}

/// Whether a change begins or ends the giving of own views.
fn asks(change: &Change) -> Option<(Urn, bool)> {
    match change {
        Change::AskViews { urn } => Some((*urn, true)),
        Change::ShowViews { urn, .. } => Some((*urn, false)),
        _ => None,
    }
}

fn line<T: serde::Serialize>(seq: u64, views: Option<(Urn, bool)>, value: &T) -> Result<Line> {
    Ok(Line {
        seq,
        views,
        json: serde_json::to_string(value)?.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_names_a_room_and_rubbish_names_none() {
        let id = uuid::Uuid::from_u128(7);
        let authority = AuthorityId::try_from(38).unwrap();
        for (notice, place) in [
            (
                format!("meeting 038 {id}"),
                Some(Place::Meeting(authority, MeetingId(id))),
            ),
            ("board 038".to_owned(), Some(Place::Board(authority))),
            (
                format!("case 038 {id}"),
                Some(Place::Case(authority, CaseId(id))),
            ),
            ("board".to_owned(), None),
            ("board 0".to_owned(), None),
            ("meeting 380 x".to_owned(), None),
        ] {
            assert_eq!(Place::read(&notice), place, "{notice}");
        }
    }
}
