//! Whether the levels of risk say anything true, held against real inspections. The lines were chosen on
//! one half of the schools; what is asked here is asked of the other.

use anyhow::Result;
use domain::risk::Level;
use tests::bench::truth::{LIMITS, WHAT, primaries, reported_on, sentence, shipped, tell};
use tests::published;

#[test]
fn the_measured_scheme_orders_schools_by_what_came_later_and_says_so_truthfully() -> Result<()> {
    let Some(folder) = published::folder()? else {
        return Ok(());
    };
    let primaries = primaries(&folder)?;
    assert_eq!(primaries.len(), 14_345);
    let inspected = primaries.iter().filter(|one| one.after.is_some());
    assert_eq!(inspected.count(), 2_003);

    let scheme = shipped("measured")?;
    let told = tell(&scheme, primaries.iter().filter(|one| reported_on(one)));
    let high = told.share(Level::High);
    assert!((500..=1_200).contains(&high), "{high}");
    // What was reached, and no less: 0.753, and 0.738 of the schools good or outstanding before.
    assert!(told.all.ordering() >= Some(7_526), "{:?}", told.all);
    let good = &told.good_before;
    assert!(good.ordering() >= Some(7_380), "{good:?}");
    // Each level is worse than the one before.
    let of = |level: Level| {
        f64::from(told.all.happened[level as usize]) / f64::from(told.all.known[level as usize])
    };
    for pair in Level::ALL.windows(2) {
        assert!(of(pair[0]) + 0.05 < of(pair[1]), "{:?}", told.all);
    }

    // The scheme says of itself what was found, to the letter.
    let [tested] = scheme.document.tested.as_slice() else {
        panic!("{:?}", scheme.document.tested);
    };
    assert_eq!(tested.sentence, sentence(&told));
    assert_eq!(tested.what, WHAT);
    assert_eq!(tested.limits, LIMITS);
    Ok(())
}
