//! `/tools/therapy-units.csv`: a count as a file.

use super::query::asked;
use crate::backend::Backend;
use crate::tools::file::{AskedFile, send};
use crate::ui::csv::csv_line;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use codeset::therapy::{Day, Timing};
use http::HeaderMap;

/// Sends the count that an address asks for.
pub async fn export_units(
    State(backend): State<Backend>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    send(
        &backend,
        &headers,
        query,
        "therapy-units",
        async |AskedFile { query, on, .. }| Ok(lines(&Day::of(&asked(&query).text), &on.to_string())),
    )
    .await
}

/// A line for each service, then one for each line that was not read.
fn lines(day: &Day, on: &str) -> Vec<u8> {
    let mut lines = csv_line([
        "date of service",
        "service",
        "minutes",
        "counted",
        "units, 8-minute rule",
        "units, midpoint rule",
    ]);
    let units = |units: Option<u32>| units.map_or_else(String::new, |units| units.to_string());
    for counted in &day.services {
        let how = match counted.service.timing {
            Timing::QuarterHours => "by 15 minutes",
            Timing::Once => "once",
            Timing::OtherTime => "not counted",
        };
        lines.extend(csv_line([
            on,
            &counted.service.label,
            &counted.service.minutes.to_string(),
            how,
            &units(counted.by_total),
            &units(counted.by_midpoint),
        ]));
    }
    for line in &day.lines {
        if let Err(problem) = &line.read {
            let which = format!("line {}", line.number);
            lines.extend(csv_line([on, &which, "", &problem.to_string(), "", ""]));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_a_line_for_every_typed_one_that_counts_or_does_not() {
        let file = lines(&Day::of("97110 24\n97150 30\n=cmd 20\n97140"), "2025-03-01");
        let file = String::from_utf8(file).unwrap_or_default();
        let rows: Vec<_> = file.lines().skip(1).collect();
        assert_eq!(
            rows[..3],
            [
                "2025-03-01,97110,24,by 15 minutes,2,2",
                "2025-03-01,97150,30,once,1,1",
                "2025-03-01,'=cmd,20,by 15 minutes,1,1"
            ]
        );
        assert!(
            rows[3].starts_with("2025-03-01,line 4,,\"no minutes"),
            "{}",
            rows[3]
        );
    }
}
