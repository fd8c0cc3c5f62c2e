//! Four districts from the published files, each under its own scheme: every open school is counted, and
//! while the files are in date no scheme puts nearly all of them in one band.

use anyhow::Result;
use tests::bench::districts::{DISTRICTS, IN_DATE, district, fall, sources};
use tests::bench::truth::shipped;
use tests::published;

#[test]
fn the_schools_of_four_districts_fall_in_bands_that_make_sense() -> Result<()> {
    let Some(folder) = published::folder()? else {
        return Ok(());
    };
    let sources = sources(&folder)?;
    for (code, name, scheme) in DISTRICTS {
        let scheme = shipped(scheme)?;
        let district = district(code, &scheme, &sources)?;
        let fall = fall(&district, &scheme, IN_DATE);
        let with_band: u32 = fall.bands.iter().sum();
        assert_eq!(
            (with_band + fall.nothing) as usize,
            district.schools.len(),
            "{name}"
        );
        let most = fall.bands.iter().max().copied().unwrap_or_default();
        assert!(most * 100 < with_band * 85, "{name}: {fall:?}");
        // Nobody has judged leadership or teaching yet, and no file makes them up.
        for id in ["I40", "I80", "I85"] {
            assert!(fall.lacking.contains(&id.parse()?), "{name} {id}");
        }
    }
    Ok(())
}
