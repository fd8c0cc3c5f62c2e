//! What people of the made-up district write about support, by what it is about.

use domain::schools::Key;

/// What is said of one subject.
pub struct Words {
    pub priority: &'static str,
    pub tried: &'static str,
    pub outcome: &'static str,
    /// Objective, from, to, what one would see.
    pub objectives: [(&'static str, &'static str, &'static str, &'static str); 2],
    /// What was done, and what comes next.
    pub visits: [(&'static str, &'static str); 4],
    pub impact: &'static str,
    pub exit: &'static str,
    pub worth: &'static str,
    /// What was looked at, before, after.
    pub after: (&'static str, &'static str, &'static str),
    pub title: &'static str,
}

pub const ROLES: &str = "The school leads: its head answers for it and frees the people named in the plan. The leader works beside them, records each visit within five working days and reports. The leader’s own school releases them on the days agreed.";

/// The words of a subject; of leading a school where it has none of its own.
pub fn of(area: Key) -> &'static Words {
    match area.as_str() {
        "writing" => &WRITING,
        "maths" => &MATHS,
        "attendance" => &ATTENDANCE,
        "governance" => &GOVERNANCE,
        "phonics" => &PHONICS,
        _ => &HEADSHIP,
    }
}

const WRITING: Words = Words {
    priority: "Priority 2: writing across the school",
    tried: "Moderation with two neighbouring schools, and a new spelling scheme.",
    outcome: "Pupils in years 5 and 6 write at length, and teachers agree on what good is.",
    objectives: [
        (
            "Year 6 writing at the expected standard",
            "41%",
            "60%",
            "Books of both classes show drafting and revision",
        ),
        (
            "Shared marking across key stage 2",
            "6 of 12 agree",
            "10 of 12",
            "Two teachers give the same judgement, blind",
        ),
    ],
    visits: [
        (
            "Marked twelve books with both year 6 teachers. Agreement now 10 of 12, from 6.",
            "English lead moderates year 5",
        ),
        (
            "Modelled drafting in year 5; the class teacher taught the second half.",
            "Year 5 teacher plans the next unit alone",
        ),
        (
            "Looked at writing from science and history: length has grown, paragraphs not yet.",
            "Subject leads add one extended piece a term",
        ),
        (
            "Talked to eight pupils about how they improve a text; six could say how.",
            "Head visits two lessons with the same question",
        ),
    ],
    impact: "Ten of twelve judgements agree, from six; pupils can say what makes a paragraph.",
    exit: "The English lead moderates every half-term, with a neighbouring school as second pair of eyes.",
    worth: "She taught beside us, not at us. Teachers now plan this by themselves.",
    after: (
        "Year 6 writing at the expected standard, teacher assessed",
        "41%",
        "55%",
    ),
    title: "Marking twelve books together",
};

const MATHS: Words = Words {
    priority: "Priority 1: number in key stage 2",
    tried: "A new scheme, and a day of training for everybody.",
    outcome: "Pupils recall facts quickly and can explain a method; the subject leader leads it.",
    objectives: [
        (
            "Times tables check, all 25 right",
            "22%",
            "40%",
            "Daily practice in every class",
        ),
        (
            "Subject leader monitors alone",
            "with help",
            "alone",
            "A term’s plan of monitoring, kept",
        ),
    ],
    visits: [
        (
            "Sat with the subject leader over the year 4 check; three tables hold most errors.",
            "Short daily practice of those three",
        ),
        (
            "Joint lesson visits in years 3 and 4; agreed on what to say and said it together.",
            "Subject leader feeds back alone next time",
        ),
        (
            "Planned fractions with the year 5 and 6 team across both books.",
            "Try the sequence and bring six books",
        ),
        (
            "Looked at six books: methods are clear, reasoning is thin.",
            "One reasoning question a day",
        ),
    ],
    impact: "Recall is quicker in both classes; the subject leader runs the monitoring.",
    exit: "The subject leader has a year’s plan of monitoring, and a partner school to compare with.",
    worth: "Our subject leader grew more in a term than in two years before.",
    after: (
        "Year 4 times tables check, all 25 right, practice test",
        "22%",
        "38%",
    ),
    title: "Three tables held most of the errors",
};

const ATTENDANCE: Words = Words {
    priority: "Priority 3: attendance, and persistent absence in particular",
    tried: "First-day calls and letters; a reward scheme.",
    outcome: "Fewer pupils miss one day in ten, and every family knows whom to talk to.",
    objectives: [
        (
            "Persistent absence",
            "24%",
            "17%",
            "A named adult for each of the twenty families",
        ),
        (
            "Patterns looked at weekly",
            "termly",
            "weekly",
            "Minutes of a short Monday meeting",
        ),
    ],
    visits: [
        (
            "Read a year of registers with the office: Fridays and the week after half-term.",
            "Head calls ten families before half-term",
        ),
        (
            "Sat in on two family meetings; the offer of breakfast club was what moved one.",
            "Offer it to the next six",
        ),
        (
            "Weekly meeting runs in fifteen minutes with one page of figures.",
            "Deputy chairs it from now on",
        ),
        (
            "Six of the twenty families are above 92% for four weeks.",
            "Write to them to say so",
        ),
    ],
    impact: "Six of twenty families above 92% for four weeks; the weekly look is routine.",
    exit: "The deputy chairs the weekly meeting; governors see the page once a half-term.",
    worth: "Practical from the first hour. We should have asked a year ago.",
    after: ("Persistent absence this half-term", "24%", "19%"),
    title: "Fifteen minutes every Monday",
};

const GOVERNANCE: Words = Words {
    priority: "Priority 4: a board that asks",
    tried: "Two vacancies advertised; online training.",
    outcome: "The board is quorate, knows the school’s figures and asks about them.",
    objectives: [
        (
            "Board quorate, with skills that are missing",
            "6 of 9",
            "9 of 9",
            "No meeting adjourned this year",
        ),
        (
            "Questions of challenge in the minutes",
            "2 a meeting",
            "6 a meeting",
            "Minutes show the question and the answer",
        ),
    ],
    visits: [
        (
            "Watched a full board: papers were late, and nobody asked about attainment.",
            "Papers out seven days before",
        ),
        (
            "Half a day with the chair on the head’s appraisal and on the figures.",
            "Chair leads the item on results",
        ),
        (
            "Two new governors met; one knows finance.",
            "Finance committee meets before the budget",
        ),
        (
            "Board asked six questions of the improvement plan.",
            "Visit by link governors before spring",
        ),
    ],
    impact: "Nine of nine seats filled; six questions of challenge at the last meeting.",
    exit: "The chair has a mentor in a neighbouring board and a plan of visits for the year.",
    worth: "Blunt, kind and useful.",
    after: ("Questions of challenge in the minutes", "2", "6"),
    title: "From two questions to six",
};

const PHONICS: Words = Words {
    priority: "Priority 1: early reading",
    tried: "A validated programme, bought two years ago and partly trained.",
    outcome: "Every adult teaches phonics the same way, and the slowest readers are heard daily.",
    objectives: [
        (
            "Phonics check in year 1",
            "68%",
            "80%",
            "Practice check each half-term",
        ),
        (
            "Daily extra practice for the lowest fifth",
            "twice a week",
            "daily",
            "A list on the wall, ticked",
        ),
    ],
    visits: [
        (
            "Saw five groups: three adults drift from the programme.",
            "Coach those three in the first week",
        ),
        (
            "Modelled blending in two groups and swapped roles.",
            "Reading lead watches both on Friday",
        ),
        (
            "Heard the lowest ten read; seven gained a set of sounds.",
            "Books matched to sounds for all ten",
        ),
        (
            "Parents’ afternoon: forty came, and took sound mats home.",
            "Repeat it for Reception",
        ),
    ],
    impact: "Seven of the lowest ten gained a set of sounds; five groups are taught alike.",
    exit: "The reading lead coaches weekly and runs a practice check each half-term.",
    worth: "The programme finally works, because everybody does it.",
    after: ("Practice phonics check, year 1", "68%", "77%"),
    title: "Five groups, taught alike",
};

const HEADSHIP: Words = Words {
    priority: "Priority 1: leadership at every level",
    tried: "An external adviser twice a year.",
    outcome: "Leaders know their part, look at the right things and follow them up.",
    objectives: [
        (
            "Middle leaders monitor and report",
            "2 of 6",
            "6 of 6",
            "One page each a term, with what was done about it",
        ),
        (
            "The improvement plan fits one page",
            "24 pages",
            "one page",
            "Every teacher can say its three aims",
        ),
    ],
    visits: [
        (
            "Walked the school with the new head; wrote the plan anew on one page.",
            "Share it with staff and governors",
        ),
        (
            "Sat with three middle leaders; each has one question for the term.",
            "First reports in three weeks",
        ),
        (
            "Joint learning walk with the deputy; agreed on five things seen.",
            "Deputy feeds back to the team",
        ),
        (
            "Read the first reports: four of six say what was done about it.",
            "Head meets the other two",
        ),
    ],
    impact: "Four of six middle leaders report what they did about what they saw; the plan is one page.",
    exit: "Termly reports stay; the head has a partner head to call.",
    worth: "Somebody to think aloud with, who had been there.",
    after: (
        "Middle leaders who report what was done",
        "2 of 6",
        "5 of 6",
    ),
    title: "A plan on one page",
};
