//! Every layout that is known, and the headings that tell it.
//!
//! A layout is recognised when every column it needs is there, in any order, among any others. They are
//! tried from the most particular to the most general.

/// What kind of file; each is read by one reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Register,
    Spine,
    Links,
    Groups,
    Inspections,
    InspectionsBare,
    Grades,
    Ks2,
    Ks2Long,
    Ks2Measures,
    Ks4,
    Ks4Long,
    Ks4Measures,
    Ks4Merged,
    Destinations,
    Trusts,
    Absence,
    AbsenceLong,
    Census,
    CensusLong,
    Workforce,
    Finance,
    HighPremium,
    Rise,
    HubRegions,
    HubMapping,
    Codes,
    Descriptions,
    Template,
}

/// A known layout.
#[derive(Debug)]
pub struct Layout {
    pub kind: Kind,
    /// `recognised_as` of the report.
    pub name: &'static str,
    /// `layout` of the report.
    pub words: &'static str,
    /// The headings that must be there, plain.
    pub needs: &'static [&'static str],
}

const fn layout(
    kind: Kind,
    name: &'static str,
    words: &'static str,
    needs: &'static [&'static str],
) -> Layout {
    Layout {
        kind,
        name,
        words,
        needs,
    }
}

/// Every known layout, the most particular first.
pub const LAYOUTS: &[Layout] = &[
    layout(
        Kind::Template,
        "own values",
        "own template",
        &["urn", "indicator", "period", "value", "as_at"],
    ),
    layout(
        Kind::Inspections,
        "ofsted",
        "management information of 2026, report cards and OEIF grades",
        &[
            "urn",
            "safeguarding standards",
            "leadership and governance",
            "latest oeif overall effectiveness",
        ],
    ),
    layout(
        Kind::Inspections,
        "ofsted",
        "management information of 2026, inspections in the year",
        &[
            "urn",
            "safeguarding standards",
            "leadership and governance",
            "inspection start date",
        ],
    ),
    layout(
        Kind::InspectionsBare,
        "ofsted",
        "management information to September 2024",
        &["urn", "overall effectiveness", "inspection start date"],
    ),
    layout(
        Kind::Grades,
        "ofsted grade history",
        "grades by inspection date",
        &["urn", "rating", "inspection date"],
    ),
    layout(
        Kind::Register,
        "gias",
        "full extract (edubasealldata)",
        &[
            "urn",
            "la (code)",
            "establishmentname",
            "establishmentstatus (name)",
            "typeofestablishment (code)",
            "establishmenttypegroup (code)",
        ],
    ),
    layout(
        Kind::Register,
        "gias",
        "search results download",
        &[
            "urn",
            "la (code)",
            "establishmentname",
            "establishmentstatus (name)",
            "typeofestablishment (name)",
            "establishmenttypegroup (name)",
        ],
    ),
    layout(
        Kind::Register,
        "gias",
        "derived extract",
        &[
            "urn",
            "la (code)",
            "establishmentname",
            "establishmentstatus (name)",
            "typeofestablishment (name)",
        ],
    ),
    layout(
        Kind::Links,
        "gias links",
        "predecessors and successors",
        &["urn", "linkurn", "linktype"],
    ),
    layout(
        Kind::Groups,
        "gias groups",
        "trusts and other groups",
        &["group uid", "group name", "group type"],
    ),
    layout(
        Kind::Ks2,
        "ks2",
        "performance tables, full",
        &["rectype", "urn", "telig", "ptrwm_exp"],
    ),
    layout(
        Kind::Ks2Long,
        "ks2",
        "explore education statistics, by school",
        &[
            "time_period",
            "school_urn",
            "breakdown",
            "subject",
            "expected_standard_pupil_percent",
        ],
    ),
    layout(
        Kind::Ks2Measures,
        "ks2 key measures",
        "key measures by school",
        &["urn", "ks2 pupils", "overall meet std"],
    ),
    layout(
        Kind::Ks4,
        "ks4",
        "performance tables, full",
        &["rectype", "urn", "att8scr", "p8mea"],
    ),
    layout(
        Kind::Ks4Long,
        "ks4",
        "explore education statistics, by school",
        &[
            "time_period",
            "school_urn",
            "disadvantage_status",
            "attainment8_average",
            "progress8_average",
        ],
    ),
    layout(
        Kind::Ks4Merged,
        "ks4 merged",
        "secondary schools, merged tables",
        &["urn", "lea", "att8scr", "p8mea", "perctot"],
    ),
    layout(
        Kind::Ks4Measures,
        "ks4 key measures",
        "key measures by school",
        &["urn", "ks4 pupils", "attainment 8", "progress 8"],
    ),
    layout(
        Kind::Destinations,
        "ks4 destinations",
        "performance tables, pupil destinations",
        &["rectype", "urn", "cohort", "overall_destper"],
    ),
    layout(
        Kind::Trusts,
        "ks4 trusts",
        "performance tables, multi-academy trusts",
        &["trust_name", "trust_uid", "institutions_matptinc"],
    ),
    layout(
        Kind::Absence,
        "absence",
        "performance tables",
        &["la", "estab", "urn", "perctot", "ppersabs10"],
    ),
    layout(
        Kind::AbsenceLong,
        "absence",
        "explore education statistics, by school",
        &["time_period", "school_urn", "sess_overall_percent"],
    ),
    layout(
        Kind::Census,
        "census",
        "performance tables",
        &["urn", "la", "nor", "pnumfsmever"],
    ),
    layout(
        Kind::CensusLong,
        "census",
        "schools, pupils and their characteristics, by school",
        &["urn", "headcount of pupils"],
    ),
    layout(
        Kind::Workforce,
        "workforce",
        "performance tables",
        &["urn", "la number", "pupil: teacher ratio"],
    ),
    layout(
        Kind::Finance,
        "finance",
        "consistent financial reporting, income and expenditure",
        &["urn", "income", "expenditure", "balance"],
    ),
    layout(
        Kind::Finance,
        "finance",
        "consistent financial reporting",
        &[
            "urn",
            "total income",
            "total expenditure",
            "revenue reserve",
        ],
    ),
    layout(
        Kind::Spine,
        "school information",
        "performance tables, spine",
        &["urn", "la", "schname", "nftype", "iclose", "isprimary"],
    ),
    layout(
        Kind::Rise,
        "rise schools",
        "list of schools",
        &["school urn", "school name", "region", "local authority"],
    ),
    layout(
        Kind::HighPremium,
        "high pupil premium schools",
        "list of schools",
        &["urn", "local authority", "school name", "school type"],
    ),
    layout(
        Kind::HubMapping,
        "teaching school hubs",
        "hubs and the regions they serve",
        &["appropriate_body_id", "hub_region"],
    ),
    layout(
        Kind::HubRegions,
        "teaching school hub regions",
        "regions and their districts",
        &["hub_region", "districts"],
    ),
    layout(
        Kind::Codes,
        "authority codes",
        "authorities and regions",
        &["lea", "la name", "region"],
    ),
    layout(
        Kind::Descriptions,
        "field descriptions",
        "what columns mean",
        &["column", "field name", "label/description"],
    ),
    layout(
        Kind::Descriptions,
        "field descriptions",
        "what columns mean",
        &["column", "metafile heading", "metafile description"],
    ),
    layout(
        Kind::Descriptions,
        "field descriptions",
        "what columns mean",
        &["variable", "label", "description"],
    ),
    layout(
        Kind::Descriptions,
        "field descriptions",
        "what columns mean",
        &["field number", "field reference", "field name"],
    ),
    layout(
        Kind::Descriptions,
        "field descriptions",
        "what columns mean",
        &["column", "field name", "description"],
    ),
];
