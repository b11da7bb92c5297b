//! Whose services the edits of an NCCI file are of: captions, titles and file names say it.

/// A setting for which edits are published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Setting {
    /// Practitioners, ambulatory surgical centers among them.
    Practitioner,
    /// Outpatient departments of hospitals.
    Hospital,
    /// Suppliers of durable medical equipment.
    Supplier,
}

impl Setting {
    /// Every setting.
    pub const ALL: [Self; 3] = [Self::Practitioner, Self::Hospital, Self::Supplier];

    /// The setting that a text speaks of; `None` where it speaks of none or of several.
    pub fn of(text: &str) -> Option<Self> {
        let words: Vec<_> = text
            .split(|c: char| !c.is_ascii_alphabetic())
            .map(str::to_ascii_lowercase)
            .collect();
        let mut meant = Self::ALL
            .into_iter()
            .filter(|setting| words.iter().any(|word| setting.is_meant_by(word)));
        meant.next().filter(|_| meant.next().is_none())
    }

    /// Whether a word in lower case speaks of it. Names run words together: `PractitionerServices`, `ccipra`. The
    /// notices speak of the practice of medicine, which is not meant.
    fn is_meant_by(self, word: &str) -> bool {
        let (beginnings, whole): (&[&str], &[&str]) = match self {
            Self::Practitioner => (&["practitioner"], &["ccipra", "pra", "prac"]),
            Self::Hospital => (&["outpatient", "hospital"], &["ccioph", "hosp", "oph"]),
            Self::Supplier => (&["dme", "supplier"], &[]),
        };
        whole.contains(&word) || beginnings.iter().any(|begins| word.starts_with(begins))
    }

    /// As the publisher calls it.
    pub fn services(self) -> &'static str {
        match self {
            Self::Practitioner => "Practitioner Services",
            Self::Hospital => "Outpatient Hospital Services",
            Self::Supplier => "DME Supplier Services",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Setting;

    #[test]
    fn captions_and_names_speak_of_one_setting() {
        for (text, setting) in [
            ("ccipra-v322r0-f1.TXT", Setting::Practitioner),
            ("ptp-prac-v322r0.txt", Setting::Practitioner),
            (
                "mcr_mue_practitionerservices_eff_04-01-2026.csv",
                Setting::Practitioner,
            ),
            ("ccioph-v322r0-f1.TXT", Setting::Hospital),
            ("Outpatient Hospital Services MUE Values", Setting::Hospital),
            (
                "MCR_MUE_OutpatientHospitalServices_Eff_04-01-2026.csv",
                Setting::Hospital,
            ),
            ("DME Supplier Services MUE Values", Setting::Supplier),
            (
                "MCR_MUE_DMESupplierServices_Eff_04-01-2026.csv",
                Setting::Supplier,
            ),
        ] {
            assert_eq!(Setting::of(text), Some(setting), "{text}");
        }
        for setting in Setting::ALL {
            assert_eq!(Setting::of(setting.services()), Some(setting));
        }
    }

    #[test]
    fn what_speaks_of_none_or_of_several_is_not_guessed() {
        for text in [
            "edits-v302r0.txt",
            "The AMA does not directly or indirectly practice medicine",
            "hospital and practitioner edits",
            "",
        ] {
            assert_eq!(Setting::of(text), None, "{text}");
        }
    }
}
