use super::*;
use uuid::Uuid;

fn actor(role: Role) -> Actor {
    Actor {
        person: PersonId(Uuid::from_u128(1)),
        authority: AuthorityId::try_from(380).unwrap(),
        role,
        partnerships: vec![PartnershipId(Uuid::from_u128(10))],
        schools: vec![Urn::try_from(100_001).unwrap()],
        leader: Some(LeaderId(Uuid::from_u128(20))),
        meeting: Some(MeetingId(Uuid::from_u128(30))),
    }
}

#[test]
fn nobody_may_do_anything_in_another_authority() {
    let elsewhere = Resource::of(AuthorityId::try_from(372).unwrap())
        .partnership(Some(PartnershipId(Uuid::from_u128(10))))
        .school(Urn::try_from(100_001).unwrap())
        .leader(LeaderId(Uuid::from_u128(20)))
        .meeting(MeetingId(Uuid::from_u128(30)))
        .told(true);
    for role in Role::ALL {
        for action in Action::ALL {
            assert!(
                !may(&actor(role), action, &elsewhere),
                "{role:?} {action:?}"
            );
        }
    }
}

#[test]
fn a_category_reaches_a_head_only_after_the_head_was_told() {
    let own =
        Resource::of(AuthorityId::try_from(380).unwrap()).school(Urn::try_from(100_001).unwrap());
    for role in [Role::Headteacher, Role::Governor] {
        assert!(!may(&actor(role), Action::ReadCategory, &own));
        assert!(may(&actor(role), Action::ReadCategory, &own.told(true)));
    }
    let other = own.school(Urn::try_from(100_002).unwrap()).told(true);
    assert!(!may(
        &actor(Role::Headteacher),
        Action::ReadCategory,
        &other
    ));
}

#[test]
fn a_partnership_lead_reaches_their_own_partnership_only() {
    let lead = actor(Role::PartnershipLead);
    let authority = Resource::of(AuthorityId::try_from(380).unwrap());
    let own = authority.partnership(Some(PartnershipId(Uuid::from_u128(10))));
    let other = authority.partnership(Some(PartnershipId(Uuid::from_u128(11))));
    for action in [Action::ReadCategory, Action::Decide, Action::ReadMeeting] {
        assert!(may(&lead, action, &own));
        assert!(!may(&lead, action, &other));
        assert!(!may(&lead, action, &authority));
    }
}

#[test]
fn administrators_and_brokers_never_see_a_category() {
    let own = Resource::of(AuthorityId::try_from(380).unwrap())
        .partnership(Some(PartnershipId(Uuid::from_u128(10))))
        .school(Urn::try_from(100_001).unwrap())
        .told(true);
    for role in [Role::Administrator, Role::Broker, Role::Leader] {
        for action in [Action::ReadCategory, Action::ReadEvidence, Action::Decide] {
            assert!(!may(&actor(role), action, &own), "{role:?} {action:?}");
        }
    }
}

#[test]
fn money_is_moved_by_officers_and_brokers_and_a_head_reads_of_their_own_school() {
    let here = Resource::of(AuthorityId::try_from(380).unwrap());
    let own = here
        .partnership(Some(PartnershipId(Uuid::from_u128(10))))
        .school(Urn::try_from(100_001).unwrap());
    for role in Role::ALL {
        let moves = matches!(role, Role::Officer | Role::Broker);
        assert_eq!(
            may(&actor(role), Action::ChangeMoney, &here),
            moves,
            "{role:?}"
        );
        assert_eq!(
            may(&actor(role), Action::ReadMoney, &here),
            moves,
            "{role:?}"
        );
        let reads = moves || role == Role::Headteacher;
        assert_eq!(
            may(&actor(role), Action::ReadMoney, &own),
            reads,
            "{role:?}"
        );
    }
    let head = actor(Role::Headteacher);
    let other = here.school(Urn::try_from(100_002).unwrap());
    assert!(!may(&head, Action::ReadMoney, &other));
    assert!(!may(&head, Action::ChangeMoney, &own));
}

#[test]
fn the_named_person_of_a_school_reads_and_writes_its_file_and_nobody_elses() {
    let here = Resource::of(AuthorityId::try_from(380).unwrap());
    let school = here.school(Urn::try_from(100_002).unwrap());
    for role in Role::ALL {
        let one = actor(role);
        let named = matches!(
            role,
            Role::PartnershipLead | Role::Broker | Role::Leader | Role::Headteacher
        );
        for action in [
            Action::ReadCaseload,
            Action::WriteNotes,
            Action::ReadProgramme,
        ] {
            let officer = role == Role::Officer;
            assert_eq!(
                may(&one, action, &school.contact(Some(one.person))),
                named || officer,
                "{role:?} {action:?}"
            );
            let other = Some(PersonId(Uuid::from_u128(2)));
            assert_eq!(
                may(&one, action, &school.contact(other)),
                officer,
                "{role:?}"
            );
        }
        // Being named gives no category, and no right to name others.
        for action in [
            Action::ReadCategory,
            Action::ChangeCaseload,
            Action::ReadStatutory,
        ] {
            assert_eq!(
                may(&one, action, &school.contact(Some(one.person))),
                role == Role::Officer,
                "{role:?} {action:?}"
            );
        }
    }
}

#[test]
fn a_head_offers_for_their_own_school_and_writes_of_no_organisation() {
    let here = Resource::of(AuthorityId::try_from(380).unwrap());
    let own = here.school(Urn::try_from(100_001).unwrap());
    let other = here.school(Urn::try_from(100_002).unwrap());
    for role in Role::ALL {
        let one = actor(role);
        let keeps = matches!(role, Role::Officer | Role::Broker);
        assert_eq!(
            may(&one, Action::ChangeOrganisation, &here),
            keeps,
            "{role:?}"
        );
        assert_eq!(may(&one, Action::PutOffer, &other), keeps, "{role:?}");
        let offers = keeps || role == Role::Headteacher;
        assert_eq!(may(&one, Action::PutOffer, &own), offers, "{role:?}");
        let reads = role != Role::Display;
        assert_eq!(
            may(&one, Action::ReadOrganisations, &here),
            reads,
            "{role:?}"
        );
    }
}

#[test]
fn rounds_are_read_by_all_who_may_be_sought_and_run_by_those_who_keep_the_leaders() {
    let here = Resource::of(AuthorityId::try_from(380).unwrap());
    for role in Role::ALL {
        let one = actor(role);
        let keeps = matches!(role, Role::Officer | Role::Broker);
        assert_eq!(may(&one, Action::RunRecruitment, &here), keeps, "{role:?}");
        let told = !matches!(role, Role::Administrator | Role::Display);
        assert_eq!(may(&one, Action::ReadRecruitment, &here), told, "{role:?}");
        // A lead may interview; their schools put people forward, not they.
        let puts = told && role != Role::PartnershipLead;
        assert_eq!(may_somewhere(&one, Action::PutForward), puts, "{role:?}");
    }
    let head = actor(Role::Headteacher);
    let other = here.school(Urn::try_from(100_002).unwrap());
    assert!(!may(&head, Action::PutForward, &other));
}
