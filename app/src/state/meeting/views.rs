//! How many have given a view of their own, as the server says.

use domain::api::ViewsGiven;
use domain::schools::Urn;

use super::MeetingState;

impl MeetingState {
    /// How many have given a view of their own.
    pub fn given(&self, urn: Urn) -> u32 {
        self.views.get(&urn).copied().unwrap_or(0)
    }

    /// The server has said how many have. A number that was overtaken on its way changes nothing.
    pub fn views_given(&mut self, given: &[ViewsGiven]) {
        for one in given {
            let known = self.views.entry(one.urn).or_default();
            *known = one.given.max(*known);
        }
    }
}
