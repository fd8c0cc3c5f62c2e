//! What leaders wrote of themselves: their post, what they know from working there, what a term can take;
//! and one who comes from another district.

use domain::brokerage::{ByTerm, HalfDays, Leader};
use domain::schools::Key;

/// Name, post, kinds of school they know, and days a term.
type Written = (
    &'static str,
    &'static str,
    &'static [&'static str],
    Option<[u32; 3]>,
);

const WRITTEN: [Written; 8] = [
    (
        "Joan Petrie",
        "Headteacher",
        &["large", "recovery", "federation"],
        None,
    ),
    (
        "Dele Adeyemi",
        "Headteacher",
        &["disadvantage", "first_headship"],
        None,
    ),
    (
        "Samina Rauf",
        "Headteacher",
        &["new_arrivals", "falling_rolls"],
        None,
    ),
    (
        "Amir Qureshi",
        "Deputy head",
        &["disadvantage", "new_arrivals"],
        None,
    ),
    ("Beth Orme", "Assistant head, mathematics", &["small"], None),
    (
        "Marcus Bell",
        "English lead",
        &["disadvantage"],
        Some([5, 6, 4]),
    ),
    ("Hana Sokol", "Assistant head", &["large"], None),
    (
        "Gwen Askew",
        "Chair of governors, two schools",
        &["faith", "federation"],
        None,
    ),
];

/// Name, their own school, its district.
const ELSEWHERE: [(&str, &str, &str); 1] = [("Ewan Lyle", "Thornhey Academy", "Wharfeside")];

/// Writes it into their records.
pub fn write(leaders: &mut [Leader]) {
    for (name, post, contexts, terms) in WRITTEN {
        for leader in leaders.iter_mut().filter(|one| one.name == name) {
            leader.profile.post = post.to_owned();
            leader.profile.contexts = contexts
                .iter()
                .filter_map(|id| id.parse::<Key>().ok())
                .collect();
            leader.profile.terms = terms.map(|[autumn, spring, summer]| ByTerm {
                autumn: HalfDays::days(autumn),
                spring: HalfDays::days(spring),
                summer: HalfDays::days(summer),
            });
        }
    }
    for (name, school, district) in ELSEWHERE {
        for leader in leaders.iter_mut().filter(|one| one.name == name) {
            leader.at_home(None);
            leader.home_name = school.to_owned();
            leader.profile.district = district.to_owned();
        }
    }
}
