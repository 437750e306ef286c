//! Which `{{#casebook <name>}}` there are.
//!
//! In: a name. Out: a [`Directive`], if there is one of that name. Must not know what a directive becomes.

/// What a plain page asks for with `{{#casebook <name>}}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Directive {
    Begin,
    Cases,
    Drills,
    Rubrics,
    Scorecards,
    Progress,
    Rules,
    Format,
}

impl Directive {
    pub const ALL: [Self; 8] = [
        Self::Begin,
        Self::Cases,
        Self::Drills,
        Self::Rubrics,
        Self::Scorecards,
        Self::Progress,
        Self::Rules,
        Self::Format,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Begin => "begin",
            Self::Cases => "cases",
            Self::Drills => "drills",
            Self::Rubrics => "rubrics",
            Self::Scorecards => "scorecards",
            Self::Progress => "progress",
            Self::Rules => "rules",
            Self::Format => "format",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|directive| directive.name() == name)
    }
}
