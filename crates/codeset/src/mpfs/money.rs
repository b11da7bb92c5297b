//! Money and decimals as they are printed.

/// Cents as `$1,234.56`.
pub fn dollars(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let (whole, rest) = ((cents / 100).unsigned_abs(), (cents % 100).unsigned_abs());
    format!("{sign}${}.{rest:02}", grouped(whole))
}

/// A number with commas between its thousands.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A price in ten-thousandths of a dollar with two decimals or as many as it needs: `$1,579.16`, `$10.5545`.
pub fn price(ten_thousandths: i64) -> String {
    const CENT: i64 = 100;
    let below_a_cent = format!("{:02}", (ten_thousandths % CENT).unsigned_abs());
    dollars(ten_thousandths / CENT) + below_a_cent.trim_end_matches('0')
}

/// An integer of hundredths, thousandths, … as a decimal: `decimal(29, 2)` is `0.29`.
pub fn decimal(value: i32, places: usize) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let digits = format!("{:0width$}", value.unsigned_abs(), width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    if places == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_and_decimals_read_as_printed() {
        assert_eq!(dollars(1747), "$17.47");
        assert_eq!(dollars(123_456_789), "$1,234,567.89");
        assert_eq!(dollars(5), "$0.05");
        assert_eq!(price(15_791_600), "$1,579.16");
        assert_eq!(price(105_545), "$10.5545");
        assert_eq!(price(2_360), "$0.236");
        assert_eq!((price(0), price(1)), ("$0.00".into(), "$0.0001".into()));
        assert_eq!(decimal(29, 2), "0.29");
        assert_eq!(decimal(323_465, 4), "32.3465");
        assert_eq!(decimal(-5, 2), "-0.05");
    }
}
