//! The screen. Pages know components, state, api and session; components know the domain only.

mod api;
mod app;
mod browser;
mod components;
mod following;
mod frame;
mod keyboard;
mod live;
mod load;
mod offline;
mod pages;
mod recovery;
mod sending;
mod session;
mod state;
mod theme;
mod words;

fn main() {
    recovery::install();
    theme::apply(theme::chosen());
    leptos::mount::mount_to_body(app::App);
}
