//! How the page is joined to the server, always in words, with a shape of its own.

use leptos::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Connected {
    Live,
    Reconnecting,
    /// So many changes are kept on this device and not sent yet.
    OnDevice(u32),
    /// This device could not keep them either.
    NotSaved,
}

impl Connected {
    pub fn words(self) -> String {
        match self {
            Self::Live => "Live".to_owned(),
            Self::Reconnecting => "Reconnecting".to_owned(),
            Self::OnDevice(1) => "Saved on this device only, 1 change".to_owned(),
            Self::OnDevice(changes) => format!("Saved on this device only, {changes} changes"),
            Self::NotSaved => "Not saved".to_owned(),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Reconnecting => "reconnecting",
            Self::OnDevice(_) => "device",
            Self::NotSaved => "lost",
        }
    }

    fn mark(self) -> AnyView {
        let shape = match self {
            Self::Live => view! { <circle class="fill" cx="6" cy="6" r="5"></circle> }.into_any(),
            Self::Reconnecting => {
                view! { <circle class="ring" cx="6" cy="6" r="4.6"></circle> }.into_any()
            }
            Self::OnDevice(_) => view! {
                <path class="hatching" d="M1 5 5 1M1 9 9 1M3 11 11 3M7 11l4-4"></path>
                <rect class="frame" x=".6" y=".6" width="10.8" height="10.8" rx="1.5"></rect>
            }
            .into_any(),
            Self::NotSaved => {
                view! { <path class="lost" d="M6 0 12 6 6 12 0 6z"></path> }.into_any()
            }
        };
        view! {
            <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">
                {shape}
            </svg>
        }
        .into_any()
    }
}

/// `saved`: "saved 14:07:32", where something was.
#[component]
pub fn Connection(
    #[prop(into)] state: Signal<Connected>,
    #[prop(optional, into)] saved: Signal<String>,
) -> impl IntoView {
    view! {
        <span class="connection" role="status" data-state=move || state.get().name()>
            {move || state.get().mark()}
            {move || state.get().words()}
        </span>
        <span class="connection-saved">{move || saved.get()}</span>
    }
}
