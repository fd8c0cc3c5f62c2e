//! The solver on the instances with known optima, where their folder is.

use std::path::PathBuf;

use domain::brokerage::solve::{Continue, Instance, Limit, Status, solve};

/// All of them: the largest takes a test build some ten seconds.
const KNOWN: [&str; 7] = [
    "alliance-23x43",
    "district-60x60",
    "district-120x60",
    "hard-40x6",
    "hard-80x10",
    "region-400x300",
    "national-1000x700",
];

#[test]
fn known_instances_are_solved_to_their_known_optimum() {
    // As cargo says while it runs this: what is built may be shared by several checkouts.
    // A browser runs it too, and has no folders.
    let Some(here) = std::env::var_os("CARGO_MANIFEST_DIR") else {
        println!("skipped: not run by cargo");
        return;
    };
    let folder = PathBuf::from(here).join("../../shared/matching");
    let Ok(expected) = std::fs::read_to_string(folder.join("expected.json")) else {
        assert!(
            std::env::var_os("ALONGSIDE_CI").is_none(),
            "{} is missing",
            folder.display()
        );
        println!("skipped: no {}", folder.display());
        return;
    };
    let expected: serde_json::Value = serde_json::from_str(&expected).unwrap();
    for name in KNOWN {
        let text = std::fs::read_to_string(folder.join(format!("{name}.json"))).unwrap();
        let checked = Instance::parse(&text).unwrap();
        let plan = solve(&checked, Limit::default(), &mut |_| Continue::Yes);
        assert_eq!(plan.status, Status::Optimal, "{name}");
        assert_eq!(
            serde_json::to_value(&plan.met).unwrap(),
            expected[name]["met"],
            "{name}"
        );
        assert_eq!(serde_json::json!(plan.fit), expected[name]["fit"], "{name}");
        assert_eq!(plan.fit_bound, plan.fit, "{name}");
    }
}
