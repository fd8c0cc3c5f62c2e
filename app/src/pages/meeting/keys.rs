//! The keys of the meeting page. Bands and risk are read by physical place, so that the row below the
//! digits is always the risk row.

use domain::risk::{Band, Level};
use domain::schools::Office;
use leptos::prelude::*;

use super::in_meeting::InMeeting;
use super::{bar, beside, offices, own_views, verdict};
use crate::browser;
use crate::keyboard::{self, KeyHelp};

const HELP: [KeyHelp; 17] = [
    KeyHelp {
        keys: "J",
        does: "next school",
    },
    KeyHelp {
        keys: "K",
        does: "school before",
    },
    KeyHelp {
        keys: "1 2 3 4 5",
        does: "the room's band",
    },
    KeyHelp {
        keys: "Q W E R",
        does: "the room's risk, none to high",
    },
    KeyHelp {
        keys: "Enter",
        does: "agree and go on",
    },
    KeyHelp {
        keys: "V",
        does: "own views first, and show them",
    },
    KeyHelp {
        keys: "Shift A",
        does: "agree all as proposed",
    },
    KeyHelp {
        keys: "N",
        does: "add a point",
    },
    KeyHelp {
        keys: "A",
        does: "add an action",
    },
    KeyHelp {
        keys: "Y",
        does: "the headteacher is here, or sent word",
    },
    KeyHelp {
        keys: "O",
        does: "the chair of governors is here, or sent word",
    },
    KeyHelp {
        keys: "I",
        does: "write down what is known",
    },
    KeyHelp {
        keys: "C",
        does: "similar schools side by side",
    },
    KeyHelp {
        keys: "Ctrl Z",
        does: "take back your own last change",
    },
    KeyHelp {
        keys: "P",
        does: "open the projector",
    },
    KeyHelp {
        keys: "H",
        does: "hide details on the projector",
    },
    KeyHelp {
        keys: "B",
        does: "blank the projector",
    },
];

/// Listens while the page is there.
pub fn listen(here: InMeeting) {
    let undo = window_event_listener(leptos::ev::keydown, move |event| {
        let held = (event.ctrl_key() || event.meta_key()) && !event.shift_key() && !event.alt_key();
        if held && event.key() == "z" && !keyboard::typing(&event) {
            event.prevent_default();
            undone(here);
        }
    });
    on_cleanup(move || undo.remove());
    keyboard::page_keys(&HELP, move |event| {
        if in_a_dialog() {
            return false;
        }
        if event.key() == "Escape" {
            return beside::close(here);
        }
        if event.key() == "Enter" {
            return !keyboard::on_control(event) && !event.repeat() && verdict::agree(here);
        }
        let code = event.code();
        if event.shift_key() {
            let all = code == "KeyA" && untrack(|| here.decides());
            if all {
                here.agree_all.set(true);
            }
            return all;
        }
        if let Some(digit) = code.strip_prefix("Digit") {
            let band = digit
                .parse::<u8>()
                .ok()
                .and_then(|digit| digit.checked_sub(1));
            let hidden = here.hidden.get_untracked();
            return band.is_some_and(|band| match hidden {
                true => own_views::choose(here, Band(band)),
                false => verdict::choose_band(here, Band(band)),
            });
        }
        match code.as_str() {
            "KeyQ" => verdict::choose_risk(here, Level::None),
            "KeyW" => verdict::choose_risk(here, Level::Low),
            "KeyE" => verdict::choose_risk(here, Level::Medium),
            "KeyR" => verdict::choose_risk(here, Level::High),
            _ => match event.key().to_lowercase().as_str() {
                "j" => stepped(here, 1),
                "k" => stepped(here, -1),
                "n" => focused("point"),
                "a" => focused("action"),
                "i" => focused("know"),
                "y" => offices::press(here, Office::Head),
                "o" => offices::press(here, Office::Chair),
                "c" => beside::turn(here),
                "v" => own_views::ask_or_show(here),
                "p" => bar::open_projector(here),
                "h" => bar::tell_projector("hide"),
                "b" => bar::tell_projector("blank"),
                _ => false,
            },
        }
    });
}

fn in_a_dialog() -> bool {
    browser::document()
        .and_then(|page| page.query_selector("dialog[open]").ok().flatten())
        .is_some()
}

fn stepped(here: InMeeting, by: isize) -> bool {
    here.step(by);
    true
}

fn focused(id: &str) -> bool {
    browser::focus(id);
    true
}

fn undone(here: InMeeting) {
    if let Some(place) = here.state.with_untracked(|state| state.own_last()) {
        here.undo(place);
    }
}
