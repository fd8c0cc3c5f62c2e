//! The directory of leaders.

use axum::Json;
use axum::extract::State;
use domain::access::Action;
use domain::api::LeaderList;
use domain::brokerage::{Leader, TrackRecord};

use crate::App;
use crate::db::brokerage;
use crate::error::Result;
use crate::session::Visitor;

/// `GET /api/leaders`
pub async fn list(State(app): State<App>, visitor: Visitor) -> Result<Json<LeaderList>> {
    visitor.must_somewhere(Action::ReadLeaders)?;
    let mut tx = visitor.begin(&app.pool).await?;
    let types = brokerage::types(&mut tx).await?;
    let leaders = brokerage::leaders(&mut tx)
        .await?
        .into_iter()
        .filter_map(|leader| {
            let on = visitor.here().leader(leader.id);
            visitor.may(Action::ReadLeaders, &on).then(|| {
                if visitor.may(Action::ReadRatings, &on) {
                    leader
                } else {
                    as_listed(leader)
                }
            })
        })
        .collect();
    Ok(Json(LeaderList { types, leaders }))
}

/// What the directory says of a leader: who they are and what they can do; not how they were rated,
/// whom they are tied to, or how their own school stands.
fn as_listed(leader: Leader) -> Leader {
    Leader {
        track: TrackRecord::default(),
        ties: Vec::new(),
        vetoes: Vec::new(),
        own_school_concern: None,
        declared_until: None,
        checks_until: None,
        ..leader
    }
}
