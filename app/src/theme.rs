//! Light, dark, or as the device has it. Kept on this device.

use crate::browser;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    Device,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::Device, Self::Light, Self::Dark];

    pub fn word(self) -> &'static str {
        match self {
            Self::Device => "As the device",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// What this person chose on this device.
pub fn chosen() -> Theme {
    let name = browser::kept("theme").unwrap_or_default();
    Theme::ALL
        .into_iter()
        .find(|theme| theme.name() == name)
        .unwrap_or(Theme::Device)
}

/// Chooses a theme and keeps it.
pub fn choose(theme: Theme) {
    browser::keep("theme", theme.name());
    apply(theme);
}

/// Shows the page in a theme.
pub fn apply(theme: Theme) {
    let Some(root) = browser::document().and_then(|page| page.document_element()) else {
        return;
    };
    let _ = match theme {
        Theme::Device => root.remove_attribute("data-theme"),
        chosen => root.set_attribute("data-theme", chosen.name()),
    };
}
