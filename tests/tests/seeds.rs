//! Every capability the reference of the field marks core, and the test or the page that shows it. What is not
//! built says so here; how many such rows there are is asserted, and only goes down.
//!
//! Long because it is a table.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use Proof::{NotBuilt, Page, Test};

/// What shows that a row is there.
#[derive(Debug, Clone, Copy)]
enum Proof {
    /// A test function, by its name.
    Test(&'static str),
    /// A page, by its address in the app.
    Page(&'static str),
    /// Not there, or not all of it: what is missing.
    #[expect(
        dead_code,
        reason = "for the next row that is found; today there is none"
    )]
    NotBuilt(&'static str),
}

/// Rows that say “not built”. Lower it with each that is.
const NOT_BUILT: usize = 0;

/// The rows, in the order of the reference.
#[rustfmt::skip]
const ROWS: &[(&str, Proof)] = &[
    ("S0.1", Test("an_alliance_has_a_lead_school_with_its_days_and_a_school_belongs_to_several")),
    ("S0.2", Test("the_three_kinds_of_activity_are_counted_for_those_who_broker_and_written_down_for_all")),
    ("S0.6", Test("most_schools_that_need_it_were_helped_and_some_by_their_fellows")),
    ("S0.8", Test("every_day_is_counted_once_and_what_is_too_much_is_said")),
    ("S0.10", Test("each_route_lets_in_whom_the_table_says_and_nobody_else")),
    ("S0.12", Test("key_stage_four_rows_are_read_for_all_and_for_disadvantaged_pupils_alone")),
    ("S0.13", Test("an_officer_walks_from_the_district_to_a_school_left_behind")),
    ("S0.14", Test("an_officer_sees_every_school_and_a_lead_their_own_only")),
    ("S0.15", Test("a_trend_is_over_three_years_at_most_and_three_falls_are_marked")),
    ("S0.16", Test("lists_hold_nothing_of_what_a_person_may_not_see")),
    ("S0.18", Test("a_school_belongs_to_several_at_once_each_with_its_days_and_a_past_membership_stays")),
    ("S0.21", Test("support_is_evidence_at_the_school_and_in_its_meeting_and_the_district_reads_how_promptly")),
    ("S0.22", Test("every_condition_shipped_is_read_as_it_would_be_chosen")),
    ("S0.24", Test("money_goes_with_a_case_pound_by_pound_from_the_match_to_the_report")),
    ("S0.25", Test("the_log_holds_the_four_kinds_as_far_as_each_may_read")),
    ("S0.26", Test("each_filter_takes_what_it_says")),
    ("S0.28", Test("twelve_months_with_a_warning_at_nine_and_a_review_every_old_term")),
    ("S0.31", Test("a_role_is_handed_on_without_a_gap_and_never_has_two_at_once")),
    ("S0.32", Page("/support/:id")),
    ("S0.36", Test("the_directory_says_what_somebody_can_do_and_nothing_of_how_they_are_judged")),
    ("S0.37", Test("every_type_the_product_comes_with_stands_and_says_what_it_is")),
    ("S0.41", Test("a_change_moves_the_suggestion_before_it_is_sent_and_reaches_the_other_screen")),
    ("S0.42", Test("judgements_owners_reviews_and_days_change")),
    ("S0.44", Test("the_official_list_has_its_27_areas_by_heading")),
    ("S0.45", Test("priority_two_with_high_risk_is_refused_with_its_two_remedies")),
    ("S0.46", Test("priority_two_with_high_risk_is_refused_with_its_two_remedies")),
    ("S1.2", Page("/support/new")),
    ("S1.3", Test("support_is_carried_from_the_request_to_a_case_study_by_everybody_it_takes")),
    ("S1.4", Test("the_official_list_has_its_27_areas_by_heading")),
    ("S1.5", Test("the_directory_says_what_somebody_can_do_and_nothing_of_how_they_are_judged")),
    ("S1.6", Test("each_finds_on_their_first_page_what_support_waits_for")),
    ("S1.7", Test("a_school_asks_a_broker_scopes_it_and_it_stands_on_the_board")),
    ("S1.8", Test("a_case_has_several_leaders_and_each_is_asked_for_consent")),
    ("S1.9", Page("/support/:id")),
    ("S1.10", Test("money_goes_with_a_case_pound_by_pound_from_the_match_to_the_report")),
    ("S1.11", Test("a_pot_that_may_not_pay_says_every_reason")),
    ("S1.12", Test("the_board_reads_what_support_came_to_and_a_small_count_is_not_published")),
    ("S1.13", Test("a_purpose_is_named_as_it_travels")),
    ("S1.14", Test("a_bid_goes_from_asked_to_won_and_holds_no_money_before")),
    ("S1.15", Page("/leaders")),
    ("S1.18", Test("nobody_consents_for_another_and_a_no_brings_the_next_in_line_at_once")),
    ("S1.19", Test("a_school_asks_a_broker_scopes_it_and_it_stands_on_the_board")),
    ("S1.20", Test("a_school_asks_a_broker_scopes_it_and_it_stands_on_the_board")),
    ("S1.21", Test("support_is_carried_from_the_request_to_a_case_study_by_everybody_it_takes")),
    ("S1.22", Test("nobody_consents_for_another_and_a_no_brings_the_next_in_line_at_once")),
    ("S1.23", Test("a_school_asks_a_broker_scopes_it_and_it_stands_on_the_board")),
    ("S1.27", Page("/leaders")),
    ("S1.28", Test("every_type_the_product_comes_with_stands_and_says_what_it_is")),
    ("S2.1", Test("every_type_the_product_comes_with_stands_and_says_what_it_is")),
    ("S2.2", Page("/support/new")),
    ("S2.3", Test("a_broker_adds_a_leader_of_another_district_who_is_then_matched")),
    ("S2.4", Test("a_purpose_is_named_as_it_travels")),
    ("S2.5", Test("a_place_brokers_with_clocks_and_names_of_its_own")),
    ("S2.6", Test("support_is_carried_from_the_request_to_a_case_study_by_everybody_it_takes")),
    ("S2.7", Test("what_is_recorded_adds_up_on_the_page_and_in_the_ledger")),
    ("S2.8", Test("nothing_is_released_while_a_report_is_overdue")),
    ("S2.9", Test("support_is_carried_from_the_request_to_a_case_study_by_everybody_it_takes")),
    ("S2.10", Test("support_is_carried_from_the_request_to_a_case_study_by_everybody_it_takes")),
    ("S2.12", Test("who_oversees_support_is_named_with_duties_and_the_record_shows_which_were_done")),
    ("S2.14", Page("/support/:id")),
    ("S2.15", Page("/support/:id")),
    ("S2.16", Test("support_is_carried_from_the_request_to_a_case_study_by_everybody_it_takes")),
    ("S2.18", Test("one_report_holds_the_cases_and_grants_of_a_year_as_far_as_each_may_read")),
    ("S2.19", Test("a_visit_is_recorded_under_a_thumb")),
    ("S2.20", Test("a_visit_is_recorded_under_a_thumb")),
    ("S2.21", Test("a_case_is_what_its_steps_made_it")),
    ("S2.22", Test("the_list_of_cases_is_found_in_sorted_and_fits")),
    ("S3.2", Test("no_school_reviews_its_reviewer_and_few_meet_again")),
    ("S3.3", Test("what_is_known_is_kept_once_and_taken_back_with_a_reason")),
    ("S3.4", Test("there_are_as_many_schools_of_each_kind_as_a_district_has")),
    ("S3.5", Test("the_road_from_concerns_to_an_interim_executive_board")),
    ("S3.6", Test("the_gap_to_the_aim_is_counted_in_steps_and_what_is_not_known_is_neither_far_nor_near")),
    ("S3.7", Test("a_trend_is_over_three_years_at_most_and_three_falls_are_marked")),
    ("S3.8", Test("the_district_reads_who_ought_to_be_helped_and_is_not")),
    ("S3.9", Test("a_head_offers_a_place_and_a_broker_points_another_school_to_it")),
    ("S3.12", Test("leaders_and_governors_are_changed_beside_the_powers_of_the_act")),
    ("S3.14", Page("/schools/organisations")),
    ("S3.15", Test("an_import_is_whole_repeatable_and_kept_out_of_the_made_up_district")),
    ("S3.16", Test("a_decision_that_differs_needs_a_reason_and_is_kept_with_all_that_made_it")),
    ("S3.17", Test("the_road_from_concerns_to_an_interim_executive_board")),
    ("S3.18", Test("the_three_ways_are_data_and_differ_as_the_places_do")),
    ("S3.20", Test("key_stage_four_rows_are_read_for_all_and_for_disadvantaged_pupils_alone")),
    ("S3.24", Test("a_partnership_is_on_a_page_and_on_a_sheet_of_paper")),
    ("S3.25", Test("a_communitys_analysis_becomes_a_request_in_one_step")),
    ("S3.28", Test("a_change_moves_the_suggestion_before_it_is_sent_and_reaches_the_other_screen")),
    ("S3.29", Test("a_partnership_is_on_a_page_for_its_lead_and_nowhere_for_others")),
    ("S3.33", Test("a_question_is_answered_and_the_request_comes_back")),
    ("S3.34", Page("/support/new")),
    ("S3.35", Page("/support/new")),
    ("S3.36", Test("a_subscriber_pays_nothing_and_the_pot_pays_in_full")),
    ("S3.43", Test("most_schools_that_need_it_were_helped_and_some_by_their_fellows")),
    ("S3.44", Test("head_and_chair_of_governors_stand_on_record_for_a_school_and_are_named_to_nobody_outside")),
    ("S3.46", Test("what_is_known_is_written_down_read_in_the_room_and_taken_back")),
    ("S3.47", Test("minutes_are_sealed_once_as_they_were_read")),
    ("S4.2", Test("a_school_writes_its_self_evaluation_and_its_partner_moderates_it")),
    ("S4.3", Test("the_head_reads_the_file_and_the_year_is_compiled_into_a_report")),
    ("S4.4", Test("a_letter_is_issued_once_the_school_was_told_and_could_answer_and_may_be_appealed")),
    ("S4.5", Test("days_are_drawn_by_notes_of_the_school_year_in_school_and_off_site")),
    ("S4.6", Test("visits_are_tagged_with_keys_to_improvement_and_counted_over_the_year")),
    ("S4.8", Test("days_are_drawn_by_notes_of_the_school_year_in_school_and_off_site")),
    ("S4.9", Test("a_note_says_what_was_seen_and_what_is_restricted_says_nothing")),
    ("S4.11", Test("key_stage_four_rows_are_read_for_all_and_for_disadvantaged_pupils_alone")),
    ("S4.13", Test("a_note_says_what_was_seen_and_what_is_restricted_says_nothing")),
    ("S4.14", Test("support_is_carried_from_the_request_to_a_case_study_by_everybody_it_takes")),
    ("S4.15", Test("a_note_says_what_was_seen_and_what_is_restricted_says_nothing")),
    ("S4.16", Test("somebody_is_named_writes_a_note_and_the_head_answers_for_it")),
    ("S4.17", Test("the_annual_report_is_compiled_from_the_notes_and_says_what_no_visit_was_about")),
    ("S4.18", Test("days_are_drawn_by_notes_of_the_school_year_in_school_and_off_site")),
    ("S4.19", Test("a_role_is_handed_on_without_a_gap_and_never_has_two_at_once")),
    ("S4.21", Test("a_partnership_is_on_a_page_and_on_a_sheet_of_paper")),
    ("S4.25", Test("a_school_asks_a_broker_scopes_it_and_it_stands_on_the_board")),
    ("S4.26", Test("whoever_is_named_writes_a_note_the_head_answers_for_it_and_the_team_answers_the_request")),
    ("S4.27", Test("a_school_asks_a_broker_scopes_it_and_it_stands_on_the_board")),
    ("S4.28", Test("nobody_consents_for_another_and_a_no_brings_the_next_in_line_at_once")),
    ("S4.29", Test("two_people_in_a_week_clash_and_so_do_too_many_at_once")),
    ("S4.30", Test("support_is_carried_from_the_request_to_a_case_study_by_everybody_it_takes")),
    ("S4.31", Test("a_type_of_leader_is_added_and_changed_and_never_overwritten_unseen")),
    ("S4.32", Test("twelve_months_with_a_warning_at_nine_and_a_review_every_old_term")),
    ("S4.33", Test("visits_by_key_to_improvement_are_found_on_the_caseload")),
    ("S4.34", Test("support_is_carried_from_the_request_to_a_case_study_by_everybody_it_takes")),
    ("S4.36", Test("every_condition_shipped_is_read_as_it_would_be_chosen")),
    ("S4.37", Test("every_condition_shipped_is_read_as_it_would_be_chosen")),
    ("S4.38", Test("every_condition_shipped_is_read_as_it_would_be_chosen")),
    ("S4.39", Test("every_condition_shipped_is_read_as_it_would_be_chosen")),
    ("S4.40", Test("every_condition_shipped_is_read_as_it_would_be_chosen")),
    ("S4.41", Test("every_condition_shipped_is_read_as_it_would_be_chosen")),
    ("S4.42", Test("the_three_ways_are_data_and_differ_as_the_places_do")),
    ("S4.43", Test("a_request_is_tagged_with_a_kind_of_support_and_keys_to_improvement")),
    ("S4.44", Test("every_condition_shipped_is_read_as_it_would_be_chosen")),
    ("S4.45", Test("a_condition_asks_something_else_and_is_no_longer_what_a_source_says")),
    ("S4.46", Test("a_school_asks_a_broker_scopes_it_and_it_stands_on_the_board")),
    ("S4.47", Test("the_annual_report_is_compiled_from_the_notes_and_says_what_no_visit_was_about")),
    ("S4.48", Test("what_a_meeting_is_for_is_set_as_it_opens_and_what_is_supposed_is_settled_in_it")),
    ("S4.49", Test("whoever_is_named_writes_a_note_the_head_answers_for_it_and_the_team_answers_the_request")),
    ("S4.50", Test("twelve_months_with_a_warning_at_nine_and_a_review_every_old_term")),
    ("S4.51", Test("support_is_carried_from_the_request_to_a_case_study_by_everybody_it_takes")),
    ("S4.52", Test("support_is_carried_from_the_request_to_a_case_study_by_everybody_it_takes")),
    ("S4.53", Page("/support/:id")),
    ("S4.54", Test("twelve_months_with_a_warning_at_nine_and_a_review_every_old_term")),
    ("S4.55", Test("an_audit_without_consent_says_why_and_the_school_hears_of_it")),
    ("S4.56", Test("the_rules_that_ship_can_be_read_and_a_document_that_leaves_one_out_is_refused")),
    ("S4.57", Test("twelve_months_with_a_warning_at_nine_and_a_review_every_old_term")),
    ("S4.58", Test("twelve_months_with_a_warning_at_nine_and_a_review_every_old_term")),
    ("S4.59", Test("twelve_months_with_a_warning_at_nine_and_a_review_every_old_term")),
    ("S4.60", Test("who_leaves_the_category_has_an_exit_to_agree_and_who_never_was_in_it_has_nothing")),
];

fn root() -> PathBuf {
    tests::here().join("..")
}

/// The text of every source file of ours.
fn sources() -> String {
    let mut text = String::new();
    let mut folders: Vec<PathBuf> = [
        "domain/src",
        "domain/tests",
        "server/src",
        "app/src",
        "tests/tests",
    ]
    .iter()
    .map(|folder| root().join(folder))
    .collect();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|is| is == "rs") {
                text.push_str(&fs::read_to_string(&path).unwrap());
            }
        }
    }
    text
}

/// The reference, where somebody has it beside the project or above it.
fn reference() -> Option<String> {
    let root = root().canonicalize().ok()?;
    root.ancestors()
        .map(|folder: &Path| folder.join("shared/reference/domain.md"))
        .find_map(|path| fs::read_to_string(path).ok())
}

#[test]
fn every_test_and_page_of_the_table_is_there() {
    let text = sources();
    let mut faults = Vec::new();
    for (row, proof) in ROWS {
        let found = match proof {
            Test(name) => text.matches(&format!("fn {name}()")).count() == 1,
            Page(address) => text.contains(&format!("path!(\"{address}\")")),
            NotBuilt(missing) => !missing.is_empty(),
        };
        if !found {
            faults.push(format!("{row}: {proof:?}"));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_core_row_of_the_reference_is_in_the_table_once() {
    let Some(reference) = reference() else {
        return;
    };
    let core: BTreeSet<&str> = reference
        .lines()
        .filter(|line| line.starts_with("| S") && line.trim_end().ends_with("| core |"))
        .filter_map(|line| line.split('|').nth(1).map(str::trim))
        .collect();
    assert!(core.len() > 100, "{}", core.len());
    let rows: BTreeSet<&str> = ROWS.iter().map(|(row, _)| *row).collect();
    assert_eq!(rows.len(), ROWS.len(), "a row is there twice");
    assert_eq!(
        core.difference(&rows).collect::<Vec<_>>(),
        Vec::<&&str>::new(),
        "rows of the reference that are missing"
    );
    assert_eq!(
        rows.difference(&core).collect::<Vec<_>>(),
        Vec::<&&str>::new(),
        "rows the reference does not have"
    );
}

#[test]
fn what_is_not_built_only_grows_less() {
    let missing: Vec<_> = ROWS
        .iter()
        .filter(|(_, proof)| matches!(proof, NotBuilt(_)))
        .collect();
    assert_eq!(missing.len(), NOT_BUILT, "{missing:#?}");
}
