//! Counts fit to be published: nobody may work out which few schools a small count is about.

/// Counts under this are not shown.
pub const FEWEST: u32 = 5;

/// The counts as they may be shown beside their total: one to four is left out, and where that leaves one
/// gap only, which the total would give away, the next smallest is left out too. Nothing is nobody's.
pub fn fit_to_publish(counts: &[u32]) -> Vec<Option<u32>> {
    let mut shown: Vec<Option<u32>> = counts
        .iter()
        .map(|count| (*count == 0 || *count >= FEWEST).then_some(*count))
        .collect();
    let gaps = shown.iter().filter(|one| one.is_none()).count();
    if gaps == 1 {
        let next = counts
            .iter()
            .enumerate()
            .filter(|(at, count)| shown[*at].is_some() && **count > 0)
            .min_by_key(|(at, count)| (**count, *at));
        if let Some((at, _)) = next {
            shown[at] = None;
        }
    }
    shown
}

/// The words for a count that may not be shown; `count` where it may.
pub fn published_words(count: Option<u32>) -> String {
    count.map_or_else(|| "not shown".to_owned(), |count| count.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_count_is_left_out_and_cannot_be_worked_out_from_the_total() {
        for (counts, shown) in [
            (
                &[104, 63, 32, 9][..],
                &[Some(104), Some(63), Some(32), Some(9)][..],
            ),
            // One gap alone: the next smallest goes too.
            (&[104, 63, 32, 4], &[Some(104), Some(63), None, None]),
            (&[104, 63, 3, 2], &[Some(104), Some(63), None, None]),
            (&[20, 5, 0, 1], &[Some(20), None, Some(0), None]),
            (&[0, 0, 0, 2], &[Some(0), Some(0), Some(0), None]),
            (&[0, 0, 0, 0], &[Some(0); 4]),
            (&[], &[]),
        ] {
            assert_eq!(fit_to_publish(counts), shown, "{counts:?}");
        }
        assert_eq!(published_words(None), "not shown");
        assert_eq!(published_words(Some(12)), "12");
    }
}
