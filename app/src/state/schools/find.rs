//! Finding a school by what one remembers of it.

use domain::api::SchoolRow;

/// Every word asked for begins a word of the name, the town or the trust, or is the URN.
pub fn found(find: &str, row: &SchoolRow) -> bool {
    if find.trim().is_empty() {
        return true;
    }
    let school = &row.school;
    let mut text = school.name.to_lowercase();
    for part in [
        Some(&school.town),
        school.trust.as_ref(),
        Some(&school.postcode),
    ]
    .into_iter()
    .flatten()
    {
        text.push(' ');
        text.push_str(&part.to_lowercase());
    }
    let urn = school.urn.to_string();
    find.to_lowercase().split_whitespace().all(|word| {
        urn.starts_with(word)
            || text.split([' ', '-']).any(|part| {
                part.trim_matches(|letter: char| !letter.is_alphanumeric())
                    .starts_with(word)
            })
    })
}
