//! How minutes become units: by the minutes of the day (CMS) and by each code alone (AMA).

/// Minutes of a unit.
pub const UNIT: u32 = 15;

/// Minutes that are too few for a unit, of the day or of a code: 7. With 8 the middle of a unit is passed.
const TOO_FEW: u32 = UNIT / 2;

/// The units that a number of minutes makes: 8–22 are 1, 23–37 are 2, and so on (the table of section 20.2, and the
/// same by the middle of each unit).
pub fn units_of(minutes: u32) -> u32 {
    minutes.saturating_add(TOO_FEW) / UNIT
}

/// A service's minutes and the units that they make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Its minutes.
    pub minutes: u32,
    /// Units of 15 whole minutes.
    pub full: u32,
    /// Minutes beyond those.
    pub rest: u32,
    /// One more unit, which the rest earned.
    pub extra: bool,
}

impl Counted {
    fn new(minutes: u32) -> Self {
        Self {
            minutes,
            full: minutes / UNIT,
            rest: minutes % UNIT,
            extra: false,
        }
    }

    /// What is billed.
    pub fn units(&self) -> u32 {
        self.full + u32::from(self.extra)
    }
}

/// Counts the timed services of a day by CMS's rule (section 20.2): the minutes of all of them make the number of
/// units. Each service first gets its whole quarter hours. What is left goes, a unit each, to the services with the
/// longest rests. Of equal rests the longer service comes first, then the earlier in the list; the manual leaves the
/// choice open.
pub fn by_total(minutes: &[u32]) -> Vec<Counted> {
    let mut counted: Vec<_> = minutes.iter().copied().map(Counted::new).collect();
    let total = minutes.iter().fold(0u32, |sum, part| sum.saturating_add(*part));
    let full: u32 = counted.iter().map(|service| service.full).sum();
    let left = units_of(total).saturating_sub(full);
    let mut order: Vec<_> = (0..counted.len()).collect();
    order.sort_by_key(|at| {
        let service = counted[*at];
        std::cmp::Reverse((service.rest, service.minutes))
    });
    // Rests of fewer than 15 minutes never make more units than there are services with a rest.
    for at in order.into_iter().take(left as usize) {
        counted[at].extra = true;
    }
    counted
}

/// Counts timed services by the AMA's midpoint rule: each by itself, another unit as soon as its middle is passed.
pub fn by_midpoint(minutes: &[u32]) -> Vec<Counted> {
    let counted = minutes.iter().copied().map(Counted::new);
    counted
        .map(|service| Counted {
            extra: service.rest > TOO_FEW,
            ..service
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(counted: &[Counted]) -> Vec<u32> {
        counted.iter().map(Counted::units).collect()
    }

    #[test]
    fn minutes_make_the_units_of_the_manuals_table() {
        // Section 20.2: first and last minute of 0, 1, … 8 units.
        let table = [
            (0, 7),
            (8, 22),
            (23, 37),
            (38, 52),
            (53, 67),
            (68, 82),
            (83, 97),
            (98, 112),
            (113, 127),
        ];
        for (expected, (first, last)) in (0..).zip(table) {
            for minutes in first..=last {
                assert_eq!(units_of(minutes), expected, "{minutes} minutes");
            }
        }
    }

    #[test]
    fn the_examples_of_the_manual_come_out_as_printed() {
        for (minutes, expected) in [
            (&[24, 23][..], &[2, 1][..]),
            (&[20, 20], &[2, 1]),
            (&[33, 7], &[2, 1]),
            (&[18, 13, 10, 8], &[1, 1, 1, 0]),
            (&[7, 7, 7], &[1, 0, 0]),
            // Two services of 7 minutes or less that make 8 together: one unit, to the longer one.
            (&[3, 5], &[0, 1]),
            (&[3, 4], &[0, 0]),
            (&[], &[]),
        ] {
            assert_eq!(units(&by_total(minutes)), expected, "{minutes:?}");
        }
    }

    #[test]
    fn the_midpoint_rule_lets_each_code_pass_its_own_middle() {
        for (minutes, expected) in [
            (&[7, 7, 7][..], &[0, 0, 0][..]),
            (&[8, 8, 8], &[1, 1, 1]),
            (&[22, 23], &[1, 2]),
            (&[18, 13, 10, 8], &[1, 1, 1, 1]),
        ] {
            assert_eq!(units(&by_midpoint(minutes)), expected, "{minutes:?}");
        }
    }

    /// Every mix of three services of up to an hour.
    fn mixes() -> impl Iterator<Item = [u32; 3]> {
        (0..=60).flat_map(|a| (0..=60).flat_map(move |b| (0..=60).map(move |c| [a, b, c])))
    }

    #[test]
    fn the_day_never_has_more_or_fewer_units_than_its_minutes_make() {
        for mix in mixes() {
            let counted = by_total(&mix);
            let total: u32 = counted.iter().map(Counted::units).sum();
            assert_eq!(total, units_of(mix.iter().sum()), "{mix:?}");
            for service in counted {
                // Every whole quarter hour earns its unit, and no unit comes out of nothing.
                assert!(service.units() >= service.minutes / UNIT, "{mix:?}");
                assert!(
                    service.units() <= service.minutes / UNIT + u32::from(service.rest > 0),
                    "{mix:?}"
                );
            }
        }
    }

    #[test]
    fn the_order_of_services_decides_only_between_equals() {
        for [a, b, c] in mixes() {
            let of = |mix: [u32; 3]| {
                let mut pairs: Vec<_> = by_total(&mix)
                    .iter()
                    .map(|service| (service.minutes, service.units()))
                    .collect();
                pairs.sort_unstable();
                pairs
            };
            let first = of([a, b, c]);
            for other in [[b, c, a], [c, b, a]] {
                assert_eq!(of(other), first, "{a} {b} {c}");
            }
        }
    }

    #[test]
    fn a_longer_rest_never_stands_back_behind_a_shorter_one() {
        for mix in mixes() {
            let counted = by_total(&mix);
            for one in &counted {
                for other in &counted {
                    assert!(!(one.extra && !other.extra && one.rest < other.rest), "{mix:?}");
                }
            }
        }
    }

    #[test]
    fn a_code_counts_the_same_by_its_midpoint_whatever_stands_beside_it() {
        for mix in mixes() {
            let together = units(&by_midpoint(&mix));
            let alone: Vec<_> = mix.iter().map(|minutes| units_of(*minutes)).collect();
            assert_eq!(together, alone);
        }
    }

    #[test]
    fn no_number_of_minutes_is_too_great() {
        assert_eq!(by_total(&[u32::MAX, u32::MAX]).len(), 2);
        assert!(units_of(u32::MAX) > 0);
    }
}
