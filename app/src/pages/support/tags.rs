//! What a request is tagged with: a kind of support and keys to improvement, as the way of working has them.

use domain::api::SupportPage;
use domain::support::Request;
use domain::support::caseload::Named;
use leptos::prelude::*;

use super::form::{Ask, How, field};
use crate::sending::Sending;

#[derive(Clone, Copy)]
pub struct Tags {
    kinds: StoredValue<Vec<Named>>,
    keys: StoredValue<Vec<Named>>,
    kind: RwSignal<String>,
    chosen: RwSignal<String>,
}

impl Tags {
    /// What is offered, and what a request that was sent back has though it is offered no more.
    pub fn of(offered: &SupportPage, before: Option<&Request>, kind: Option<&str>) -> Self {
        let (mut kinds, mut keys) = (offered.kinds.clone(), offered.keys.clone());
        let mut first = kind.unwrap_or_default().to_owned();
        let mut chosen = Vec::new();
        if let Some(before) = before {
            if let Some(kind) = &before.kind {
                first = kind.key.to_string();
                kinds.retain(|one| one.key != kind.key);
                kinds.push(kind.clone());
            }
            for key in &before.keys {
                chosen.push(key.key.to_string());
                keys.retain(|one| one.key != key.key);
                keys.push(key.clone());
            }
        }
        Self {
            kinds: StoredValue::new(kinds),
            keys: StoredValue::new(keys),
            kind: RwSignal::new(first),
            chosen: RwSignal::new(chosen.join(",")),
        }
    }

    pub fn kind(self) -> Option<Named> {
        let chosen = self.kind.get_untracked();
        self.kinds.with_value(|all| {
            let found = all.iter().find(|one| one.key.to_string() == chosen);
            found.cloned()
        })
    }

    pub fn keys(self) -> Vec<Named> {
        let chosen = self.chosen.get_untracked();
        let is = |one: &&Named| chosen.split(',').any(|key| one.key.as_str() == key);
        self.keys
            .with_value(|all| all.iter().filter(is).cloned().collect())
    }

    /// Nothing where the way has neither.
    pub fn draw(self, sending: Sending) -> AnyView {
        let choices = |all: StoredValue<Vec<Named>>| -> Vec<(String, String)> {
            all.with_value(|all| {
                let pairs = all
                    .iter()
                    .map(|one| (one.key.to_string(), one.words.clone()));
                pairs.collect()
            })
        };
        let (kinds, keys) = (choices(self.kinds), choices(self.keys));
        let kinds = (!kinds.is_empty()).then(|| {
            let mut ask = Ask::new(
                "kind",
                "Kind of support, where it is one of these",
                How::From(kinds),
            );
            ask.value = self.kind;
            field(&ask, "request", sending)
        });
        let keys = (!keys.is_empty()).then(|| {
            let mut ask = Ask::new("keys", "Keys to improvement it serves", How::AnyOf(keys));
            ask.value = self.chosen;
            field(&ask, "request", sending)
        });
        view! { {kinds} {keys} }.into_any()
    }
}
