//! Made-up people one may sign in as, at least two for each role.

use domain::access::Role;
use domain::schools::{Holders, LeaderId, Office, PartnershipId, PersonId, Urn};

/// Somebody of the made-up district. No password: they are signed in with one click.
#[derive(Debug, Clone)]
pub struct Person {
    pub id: PersonId,
    pub name: String,
    pub email: String,
    pub role: Role,
    /// What they are there for.
    pub about: String,
    pub partnerships: Vec<PartnershipId>,
    pub schools: Vec<Urn>,
    /// Chairs their governors.
    pub chairs: bool,
    pub leader: Option<LeaderId>,
}

/// Whom a person belongs to.
#[derive(Debug, Clone, Copy)]
pub enum Tied {
    Everything,
    /// Places in [`super::PARTNERSHIPS`].
    Leads([usize; 2]),
    School(&'static str),
    /// The leader of the same name.
    Leader,
}

/// Name, role, tie, about; in the order the sign-in page shows them.
pub const PEOPLE: [(&str, Role, Tied, &str); 17] = [
    (
        "Helen Marsh",
        Role::PartnershipLead,
        Tied::Leads([0, 3]),
        "Chair the meeting now in progress",
    ),
    (
        "Pearl Okafor",
        Role::Officer,
        Tied::Everything,
        "All 212 schools, the rules, the statutory steps",
    ),
    (
        "Imran Siddle",
        Role::Broker,
        Tied::Everything,
        "23 needs, the best plan there is, and why",
    ),
    (
        "Rashida Dalal",
        Role::Headteacher,
        Tied::School("Millbeck Primary"),
        "Millbeck’s own page, as the room sees it",
    ),
    (
        "Amir Qureshi",
        Role::Leader,
        Tied::Leader,
        "Specialist leader, mathematics",
    ),
    (
        "Owen Tranter",
        Role::Governor,
        Tied::School("Millbeck Primary"),
        "Chair of governors, Millbeck Primary",
    ),
    (
        "Joy Tremlett",
        Role::Administrator,
        Tied::Everything,
        "Accounts, and no categories",
    ),
    (
        "Tobias Arkle",
        Role::PartnershipLead,
        Tied::Leads([1, 4]),
        "Chairs Lower Vale and Three Becks",
    ),
    (
        "Noreen Fairweld",
        Role::PartnershipLead,
        Tied::Leads([2, 6]),
        "Chairs Hollin Moor and Eastmere",
    ),
    (
        "Declan Oakenden",
        Role::PartnershipLead,
        Tied::Leads([5, 7]),
        "Chairs Canalside and Ravenroyd",
    ),
    (
        "Lewis Coldwether",
        Role::Officer,
        Tied::Everything,
        "Officer for schools causing concern",
    ),
    (
        "Carys Whinfell",
        Role::Broker,
        Tied::School("Quarry Top Primary"),
        "Broker, governance and leadership; a governor of Quarry Top",
    ),
    (
        "Theo Amberley",
        Role::Headteacher,
        Tied::School("Bobbin Mill Primary"),
        "Head of Bobbin Mill Primary",
    ),
    (
        "Marcus Bell",
        Role::Leader,
        Tied::Leader,
        "Specialist leader, writing",
    ),
    (
        "Joan Petrie",
        Role::Leader,
        Tied::Leader,
        "National leader, headship",
    ),
    (
        "Sunita Brackwell",
        Role::Governor,
        Tied::School("Thistle Bridge Primary"),
        "Governor, Thistle Bridge Primary",
    ),
    (
        "Samuel Idleby",
        Role::Administrator,
        Tied::Everything,
        "Accounts and sessions",
    ),
];

/// "helen.marsh@airedalevale.example".
pub fn email(name: &str) -> String {
    format!(
        "{}@airedalevale.example",
        name.to_lowercase().replace(' ', ".")
    )
}

/// Whether somebody chairs the governors of their school.
pub fn chairs(role: Role, about: &str) -> bool {
    role == Role::Governor && about.starts_with("Chair of governors")
}

/// Who heads a school and who chairs its governors, as far as they are among those one may sign in as.
pub fn holders(school: &str) -> Holders {
    let mut found = Holders::default();
    for (name, role, tied, about) in PEOPLE {
        let here = matches!(tied, Tied::School(of) if of == school);
        match role {
            Role::Headteacher if here => found.add(Office::Head, name),
            _ if here && chairs(role, about) => found.add(Office::Chair, name),
            _ => {}
        }
    }
    found
}
