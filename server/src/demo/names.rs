//! Invented names. Parts are put together so that no school, trust or town of England is meant.

use std::collections::BTreeSet;

use super::chance::Chance;

const FIRST_PARTS: [&str; 72] = [
    "Alderkin",
    "Barleymow",
    "Bobbin",
    "Bracket",
    "Brindle",
    "Candlewick",
    "Carding",
    "Chaffinch",
    "Cobbler",
    "Coltsfoot",
    "Curlewick",
    "Dapple",
    "Dobbin",
    "Dunlin",
    "Fettle",
    "Fieldfare",
    "Flaxen",
    "Fuller",
    "Gannister",
    "Ginnel",
    "Goosegrass",
    "Grindle",
    "Hackle",
    "Harebell",
    "Heddle",
    "Hobbin",
    "Jackdaw",
    "Jenny",
    "Kettle",
    "Knapweed",
    "Lapwing",
    "Linsey",
    "Loom",
    "Madder",
    "Mallow",
    "Marten",
    "Needle",
    "Oatcake",
    "Ousel",
    "Packhorse",
    "Paddock",
    "Penny",
    "Pewit",
    "Quern",
    "Ragwort",
    "Redstart",
    "Riddle",
    "Selvedge",
    "Shuttle",
    "Skein",
    "Skylark",
    "Smickle",
    "Sorrel",
    "Spindle",
    "Stoat",
    "Swaddle",
    "Tansy",
    "Teasel",
    "Tenter",
    "Throstle",
    "Treadle",
    "Twill",
    "Wagtail",
    "Warp",
    "Weft",
    "Wether",
    "Whimbrel",
    "Whinchat",
    "Worsted",
    "Yaffle",
    "Yarrow",
    "Yarn",
];

const LAST_PARTS: [&str; 30] = [
    "Bank", "Beck", "Bottom", "Brow", "Clough", "Croft", "Dell", "Edge", "End", "Fold", "Garth",
    "Gate", "Gill", "Head", "Hey", "Holme", "Lane", "Moss", "Mount", "Nook", "Rise", "Row", "Royd",
    "Scar", "Shaw", "Side", "Street", "Syke", "Top", "Weir",
];

const SAINTS: [&str; 22] = [
    "Tetha", "Merewin", "Hildreth", "Aelgar", "Ostrith", "Wulfmar", "Eanfled", "Cuthmar", "Ebbar",
    "Lindric", "Osgyth", "Raegan", "Sigrith", "Thurstan", "Wenna", "Ythan", "Averil", "Brega",
    "Cynric", "Deorwyn", "Elfleda", "Wystrid",
];

const GIVEN: [&str; 60] = [
    "Abena", "Adeel", "Agnes", "Aisling", "Alec", "Amara", "Anouk", "Asha", "Bartek", "Bryony",
    "Callum", "Carys", "Chidi", "Corin", "Daniyal", "Delyth", "Dorota", "Edie", "Elspeth", "Emeka",
    "Fenn", "Fiona", "Gareth", "Ghazala", "Greta", "Hamza", "Hattie", "Ifan", "Ines", "Isobel",
    "Jarek", "Joss", "Kamala", "Kit", "Kwame", "Leila", "Lorcan", "Mabel", "Magda", "Marisa",
    "Nadia", "Nerys", "Niall", "Olwen", "Omari", "Petra", "Priya", "Rafe", "Rhona", "Roshan",
    "Sabiha", "Seren", "Shona", "Tamsin", "Tariq", "Tilda", "Una", "Viv", "Yusra", "Zofia",
];

const FAMILY: [&str; 66] = [
    "Abelwhite",
    "Adebanke",
    "Alderkin",
    "Arkenley",
    "Bandara-Holt",
    "Barrowclad",
    "Bexforth",
    "Birkdale-Ali",
    "Blenkin",
    "Bracegate",
    "Brockhill",
    "Calloway-Shah",
    "Canwick",
    "Chowdrey",
    "Coldwether",
    "Crakeby",
    "Dabrowny",
    "Dansforth",
    "Dewgarth",
    "Dunwick",
    "Eccleby",
    "Ellerkin",
    "Fairweld",
    "Farrowby",
    "Fothergate",
    "Garsby",
    "Ghafran",
    "Greenlaugh",
    "Gullifer",
    "Haldan",
    "Hargreen",
    "Hassanby",
    "Hebbleton",
    "Ingrow-Bhatt",
    "Jowsey",
    "Kaleby",
    "Kirkwold",
    "Kowalin",
    "Lanyard",
    "Lumbry",
    "Maddern",
    "Mahmoodi-Reed",
    "Marrick",
    "Mistryal",
    "Mossop-Khan",
    "Nettlefold",
    "Nwosuh",
    "Oakenden",
    "Okonjola",
    "Pattermore",
    "Penhallan",
    "Quarmley",
    "Ranasby",
    "Rawdale",
    "Rishworthy",
    "Sandhuley",
    "Scarrow",
    "Sedgeby",
    "Skelderson",
    "Sugdale",
    "Tattersby",
    "Thackwell",
    "Ummerson",
    "Varleyan",
    "Wadsley",
    "Yewdalla",
];

/// Names given out, each once.
pub struct Names {
    chance: Chance,
    taken: BTreeSet<String>,
}

impl Names {
    /// `taken` are spoken for already.
    pub fn new<'a>(taken: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            chance: Chance::named("names"),
            taken: taken.into_iter().map(str::to_owned).collect(),
        }
    }

    /// A name somebody has already.
    pub fn reserve(&mut self, name: &str) {
        self.taken.insert(name.to_owned());
    }

    /// "Teasel Bank".
    pub fn place(&mut self) -> String {
        self.fresh(|chance| format!("{} {}", chance.pick(&FIRST_PARTS), chance.pick(&LAST_PARTS)))
    }

    /// "St Tetha’s".
    pub fn saint(&mut self) -> String {
        self.fresh(|chance| format!("St {}’s", chance.pick(&SAINTS)))
    }

    /// "Nerys Fothergate".
    pub fn person(&mut self) -> String {
        self.fresh(|chance| format!("{} {}", chance.pick(&GIVEN), chance.pick(&FAMILY)))
    }

    fn fresh(&mut self, make: impl Fn(&mut Chance) -> String) -> String {
        // Where all combinations are gone, a number keeps names apart.
        let mut name = make(&mut self.chance);
        for attempt in 0..10_000 {
            if self.taken.insert(name.clone()) {
                return name;
            }
            name = make(&mut self.chance);
            if attempt > 9_000 {
                name = format!("{name} {attempt}");
            }
        }
        name
    }
}

/// Trusts with schools here.
pub const TRUSTS: [&str; 7] = [
    "Lanternway Learning Trust",
    "Warp and Weft Academies",
    "Skelder Edge Education Trust",
    "Five Becks Academy Trust",
    "Tenterfield Trust",
    "Oxrigg Family of Schools",
    "Heronsgate Schools Partnership",
];

/// Anglican and Catholic.
pub const DIOCESES: [&str; 2] = ["Diocese of Ravenroyd", "Diocese of Eastmere"];
