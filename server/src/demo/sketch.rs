//! Which schools there are: the named ones, and the rest to make up the number.
//!
//! Long because it is mostly the schools by name.

use domain::schools::{Phase, Setting};

use super::chance::Chance;
use super::names::{Names, TRUSTS};

/// Kinds of school, finer than the register's phases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Nursery,
    Infant,
    Junior,
    Primary,
    Secondary,
    AllThrough,
    Special,
    Alternative,
}

impl Kind {
    pub fn phase(self) -> Phase {
        match self {
            Self::Nursery => Phase::Nursery,
            Self::Infant | Self::Junior | Self::Primary => Phase::Primary,
            Self::Secondary => Phase::Secondary,
            Self::AllThrough => Phase::AllThrough,
            Self::Special | Self::Alternative => Phase::NotSaid,
        }
    }

    pub fn setting(self) -> Setting {
        match self {
            Self::Special => Setting::Special,
            Self::Alternative => Setting::Alternative,
            _ => Setting::Mainstream,
        }
    }
}

/// The faith of a school.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Faith {
    None,
    Anglican,
    Catholic,
}

/// What is behind a school’s figures, so that they hang together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    Steady,
    Results,
    Leadership,
    Attendance,
    Teaching,
    Ungraded,
    Money,
    Inspected,
    Declining,
    CapacityC,
    PreWarning,
    Category,
    Serious,
    Notice,
    NoProgress,
    CapacityD,
    Unsafe,
}

/// What the agenda of this term’s meeting is to say of a school.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnAgenda {
    Whatever,
    /// Nothing moved and no line is near: it can be agreed as proposed.
    AsProposed,
    /// Nothing moved, and a pupil or two would move it.
    NearALine,
}

/// How far a school has come into the district.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Come {
    Long,
    /// New this term: in a partnership, and no meeting has had it yet.
    ThisTerm,
    /// New this term, and nobody has said yet where it belongs.
    NotPlaced,
}

/// A school before its figures are drawn.
#[derive(Debug, Clone)]
pub struct Sketch {
    pub name: String,
    pub kind: Kind,
    /// Place in [`super::PARTNERSHIPS`].
    pub partnership: usize,
    pub faith: Faith,
    pub roll: i32,
    /// Hundredths of a per cent.
    pub disadvantaged: i32,
    pub trust: Option<&'static str>,
    /// The band the rules are to suggest now, 0 the least serious.
    pub band: u8,
    pub cause: Cause,
    /// Unknowns leave room for two bands.
    pub range: bool,
    /// What the agenda is to say of it.
    pub agenda: OnAgenda,
    /// Moved down a band since last term.
    pub recovered: bool,
    pub come: Come,
}

struct Named(&'static str, Kind, usize, u8, i32, i32, Cause);

/// Schools that people in the pictures speak of: name, kind, partnership, band, roll, share of
/// disadvantaged pupils, what is behind it.
const NAMED: [Named; 32] = [
    Named(
        "Millbeck Primary",
        Kind::Primary,
        0,
        2,
        412,
        3100,
        Cause::Declining,
    ),
    Named(
        "Thistle Bridge Primary",
        Kind::Primary,
        0,
        1,
        143,
        2240,
        Cause::Results,
    ),
    Named(
        "St Edda’s CE Primary",
        Kind::Primary,
        0,
        1,
        187,
        1610,
        Cause::Results,
    ),
    Named(
        "Bobbin Mill Primary",
        Kind::Primary,
        0,
        1,
        331,
        2780,
        Cause::Results,
    ),
    Named(
        "Oxrigg High",
        Kind::Secondary,
        0,
        3,
        1104,
        3840,
        Cause::Serious,
    ),
    Named(
        "Rushy Dell Primary",
        Kind::Primary,
        0,
        3,
        231,
        4110,
        Cause::NoProgress,
    ),
    Named(
        "Carr Side Primary",
        Kind::Primary,
        0,
        2,
        287,
        3420,
        Cause::Inspected,
    ),
    Named(
        "Lark Edge Primary",
        Kind::Primary,
        0,
        2,
        176,
        2890,
        Cause::Inspected,
    ),
    Named(
        "Fennick Lane Primary",
        Kind::Primary,
        0,
        2,
        304,
        3050,
        Cause::Inspected,
    ),
    Named(
        "Heronsgate High",
        Kind::Secondary,
        0,
        2,
        986,
        3320,
        Cause::Inspected,
    ),
    Named(
        "Sallow Bank Primary",
        Kind::Primary,
        0,
        1,
        265,
        2460,
        Cause::Leadership,
    ),
    Named(
        "Ember Street Primary",
        Kind::Primary,
        0,
        1,
        298,
        3580,
        Cause::Leadership,
    ),
    Named(
        "Lowfold Junior",
        Kind::Junior,
        0,
        1,
        318,
        1950,
        Cause::Results,
    ),
    Named(
        "Marl Pits Primary",
        Kind::Primary,
        0,
        1,
        219,
        2730,
        Cause::Attendance,
    ),
    Named(
        "Dunnock Lane Infant",
        Kind::Infant,
        0,
        1,
        162,
        1840,
        Cause::Teaching,
    ),
    Named(
        "Pennant Rise Primary",
        Kind::Primary,
        0,
        1,
        224,
        2210,
        Cause::Results,
    ),
    Named(
        "Copper Row Primary",
        Kind::Primary,
        0,
        0,
        205,
        1720,
        Cause::Steady,
    ),
    Named(
        "Hallam Scar Primary",
        Kind::Primary,
        0,
        0,
        193,
        1130,
        Cause::Steady,
    ),
    Named(
        "Kestrel Moss Primary",
        Kind::Primary,
        0,
        0,
        240,
        1480,
        Cause::Steady,
    ),
    Named(
        "Quarry Top Primary",
        Kind::Primary,
        0,
        0,
        418,
        2050,
        Cause::Steady,
    ),
    Named(
        "Beacon Rigg High",
        Kind::Secondary,
        0,
        0,
        1310,
        1790,
        Cause::Steady,
    ),
    Named(
        "Withy Beck Nursery",
        Kind::Nursery,
        0,
        0,
        74,
        2300,
        Cause::Steady,
    ),
    Named(
        "Otter Weir Primary",
        Kind::Primary,
        0,
        0,
        256,
        1360,
        Cause::Steady,
    ),
    Named(
        "Yarrow Fold Primary",
        Kind::Primary,
        0,
        0,
        201,
        1910,
        Cause::Steady,
    ),
    Named(
        "St Brannoc’s Catholic Primary",
        Kind::Primary,
        1,
        3,
        198,
        3960,
        Cause::Category,
    ),
    Named(
        "Staithe Road Primary",
        Kind::Primary,
        5,
        3,
        356,
        4230,
        Cause::Notice,
    ),
    Named(
        "Tarn Hill Primary",
        Kind::Primary,
        2,
        2,
        210,
        2670,
        Cause::Inspected,
    ),
    Named(
        "Cinder Path Primary",
        Kind::Primary,
        3,
        2,
        389,
        3370,
        Cause::Inspected,
    ),
    Named(
        "Greave House School",
        Kind::Special,
        4,
        2,
        118,
        4480,
        Cause::CapacityC,
    ),
    Named(
        "Hollin Rigg High",
        Kind::Secondary,
        2,
        1,
        1042,
        2510,
        Cause::Results,
    ),
    Named(
        "Candle Row Primary",
        Kind::Primary,
        6,
        2,
        244,
        3540,
        Cause::Inspected,
    ),
    Named(
        "Tenter Croft Primary",
        Kind::Primary,
        7,
        1,
        277,
        2640,
        Cause::Teaching,
    ),
];

/// Of the undecided in Upper Vale, the ones worth the room’s time.
pub const TO_DISCUSS: [&str; 4] = [
    "Millbeck Primary",
    "Thistle Bridge Primary",
    "St Edda’s CE Primary",
    "Bobbin Mill Primary",
];

/// Decided already in the meeting in progress, in this order.
pub const DECIDED: [&str; 8] = [
    "Oxrigg High",
    "Rushy Dell Primary",
    "Carr Side Primary",
    "Lark Edge Primary",
    "Heronsgate High",
    "Dunnock Lane Infant",
    "Sallow Bank Primary",
    "Copper Row Primary",
];

/// How many of each kind there are.
pub const KINDS: [(Kind, usize); 8] = [
    (Kind::Nursery, 4),
    (Kind::Infant, 8),
    (Kind::Junior, 8),
    (Kind::Primary, 149),
    (Kind::Secondary, 30),
    (Kind::AllThrough, 2),
    (Kind::Special, 10),
    (Kind::Alternative, 1),
];

/// How many schools each band has, the least serious first.
pub const BANDS: [usize; 4] = [95, 70, 36, 11];

/// How many schools each partnership has.
pub const SIZES: [usize; 8] = [24, 27, 27, 27, 27, 27, 27, 26];

/// Academies that are new this term, by partnership (of the neighbours, where it is in none) and band.
const NEW: [(Come, usize, u8); 4] = [
    (Come::ThisTerm, 7, 1),
    (Come::ThisTerm, 4, 0),
    (Come::NotPlaced, 6, 1),
    (Come::NotPlaced, 3, 2),
];

/// Schools besides the named ones whose unknowns leave room for two bands: small ones.
const RANGES: usize = 5;

/// Every school, the named ones first.
pub fn sketches(names: &mut Names) -> Vec<Sketch> {
    let mut chance = Chance::named("sketches");
    let mut all: Vec<Sketch> = NAMED.iter().map(named).collect();
    for one in &all {
        // Two words make the place: "Yarrow Fold" of "Yarrow Fold Primary".
        let place: Vec<&str> = one.name.split(' ').take(2).collect();
        names.reserve(&place.join(" "));
    }
    let mut kinds: Vec<Kind> = KINDS
        .iter()
        .flat_map(|(kind, count)| {
            let have = all.iter().filter(|one| one.kind == *kind).count();
            std::iter::repeat_n(*kind, count - have)
        })
        .collect();
    let mut bands: Vec<u8> = (0..4u8)
        .zip(BANDS)
        .flat_map(|(band, count)| {
            let have = all.iter().filter(|one| one.band == band).count();
            std::iter::repeat_n(band, count - have)
        })
        .collect();
    let mut partnerships: Vec<usize> = SIZES
        .iter()
        .enumerate()
        .flat_map(|(at, count)| {
            let have = all.iter().filter(|one| one.partnership == at).count();
            std::iter::repeat_n(at, count - have)
        })
        .collect();
    chance.shuffle(&mut kinds);
    chance.shuffle(&mut bands);
    chance.shuffle(&mut partnerships);
    let mut ranges = RANGES;
    for ((kind, band), partnership) in kinds.into_iter().zip(bands).zip(partnerships) {
        let range = ranges > 0 && kind == Kind::Primary && band == 1;
        if range {
            ranges -= 1;
        }
        all.push(made_up(names, &mut chance, kind, band, partnership, range));
    }
    for (come, partnership, band) in NEW {
        // People speak of the named ones: they have been here long.
        let new = all.iter_mut().skip(NAMED.len()).find(|one| {
            (one.partnership, one.band) == (partnership, band)
                && one.kind == Kind::Primary
                && !one.range
                && one.come == Come::Long
        });
        if let Some(new) = new {
            new.come = come;
            new.trust.get_or_insert(TRUSTS[1]);
        }
    }
    all
}

fn named(one: &Named) -> Sketch {
    let Named(name, kind, partnership, band, roll, disadvantaged, cause) = one;
    let undecided = *partnership == 0 && !DECIDED.contains(name) && !TO_DISCUSS.contains(name);
    Sketch {
        name: (*name).to_owned(),
        kind: *kind,
        partnership: *partnership,
        faith: if name.contains("Catholic") {
            Faith::Catholic
        } else if name.contains(" CE ") {
            Faith::Anglican
        } else {
            Faith::None
        },
        roll: *roll,
        disadvantaged: *disadvantaged,
        trust: match *name {
            "Oxrigg High" => Some(TRUSTS[5]),
            "Heronsgate High" | "Quarry Top Primary" => Some(TRUSTS[6]),
            "Beacon Rigg High" | "Yarrow Fold Primary" | "Tarn Hill Primary" => Some(TRUSTS[0]),
            _ => None,
        },
        band: *band,
        cause: *cause,
        range: *name == "Thistle Bridge Primary",
        agenda: match *name {
            "St Edda’s CE Primary" => OnAgenda::NearALine,
            _ if undecided => OnAgenda::AsProposed,
            _ => OnAgenda::Whatever,
        },
        recovered: *name == "Bobbin Mill Primary",
        come: Come::Long,
    }
}

fn made_up(
    names: &mut Names,
    chance: &mut Chance,
    kind: Kind,
    band: u8,
    partnership: usize,
    range: bool,
) -> Sketch {
    let faith = match kind {
        Kind::Primary | Kind::Junior | Kind::Secondary => chance.weighted(&[
            (Faith::None, 78),
            (Faith::Anglican, 13),
            (Faith::Catholic, 9),
        ]),
        _ => Faith::None,
    };
    let roll = if range {
        chance.between(56, 72)
    } else {
        roll(chance, kind)
    };
    // Deprivation goes with the category, as it does in life, but loosely.
    let disadvantaged = (1500 + i32::from(band) * 600 + chance.spread(850)).clamp(320, 6200);
    let academy = match kind {
        Kind::Nursery => 0,
        Kind::Secondary | Kind::AllThrough => 70,
        _ => 36,
    };
    let trust = chance.in_hundred(academy).then(|| *chance.pick(&TRUSTS));
    Sketch {
        name: school_name(names, chance, kind, faith),
        kind,
        partnership,
        faith,
        roll,
        disadvantaged,
        trust,
        band,
        cause: cause(chance, band),
        range,
        agenda: OnAgenda::Whatever,
        recovered: band < 2 && !range && chance.in_hundred(9),
        come: Come::Long,
    }
}

fn roll(chance: &mut Chance, kind: Kind) -> i32 {
    match kind {
        Kind::Nursery => chance.between(58, 110),
        Kind::Infant => chance.between(120, 268),
        Kind::Junior => chance.between(170, 355),
        // Half, one, one and a half, two and three forms of entry.
        Kind::Primary => {
            let forms = chance.weighted(&[(105, 10), (210, 40), (315, 18), (420, 26), (630, 6)]);
            forms - chance.between(0, forms / 9)
        }
        Kind::Secondary => chance.between(640, 1580),
        Kind::AllThrough => chance.between(1100, 1700),
        Kind::Special => chance.between(64, 190),
        Kind::Alternative => chance.between(46, 84),
    }
}

fn cause(chance: &mut Chance, band: u8) -> Cause {
    match band {
        0 => Cause::Steady,
        1 => chance.weighted(&[
            (Cause::Results, 26),
            (Cause::Leadership, 28),
            (Cause::Attendance, 16),
            (Cause::Teaching, 16),
            (Cause::Ungraded, 6),
            (Cause::Money, 8),
        ]),
        2 => chance.weighted(&[
            (Cause::Inspected, 66),
            (Cause::Declining, 20),
            (Cause::CapacityC, 9),
            (Cause::PreWarning, 5),
        ]),
        _ => chance.weighted(&[
            (Cause::Category, 34),
            (Cause::Serious, 26),
            (Cause::Notice, 14),
            (Cause::NoProgress, 12),
            (Cause::CapacityD, 8),
            (Cause::Unsafe, 6),
        ]),
    }
}

fn school_name(names: &mut Names, chance: &mut Chance, kind: Kind, faith: Faith) -> String {
    let saint = faith != Faith::None && kind == Kind::Primary && chance.in_hundred(45);
    let stem = if saint { names.saint() } else { names.place() };
    let creed = match faith {
        Faith::None => "",
        Faith::Anglican => " CE",
        Faith::Catholic => " Catholic",
    };
    let what = match kind {
        Kind::Nursery => "Nursery",
        Kind::Infant => "Infant",
        Kind::Junior => "Junior",
        Kind::Primary => "Primary",
        Kind::Secondary if faith != Faith::None || chance.in_hundred(40) => "School",
        Kind::Secondary => "High",
        Kind::AllThrough => "Academy",
        Kind::Special => "School",
        Kind::Alternative => "Centre",
    };
    format!("{stem}{creed} {what}")
}
