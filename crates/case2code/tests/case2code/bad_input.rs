//! Whatever is typed gets an answer, and within the same time.

use crate::fixtures::{request, search};
use case2code::search::Request;
use proptest::prelude::*;
use std::time::{Duration, Instant};

#[test]
fn hostile_texts_get_an_answer() {
    let search = search();
    let texts = [
        String::new(),
        " \u{200b}\u{202e}\u{feff} ".into(),
        "a".repeat(100_000),
        "pain ".repeat(20_000),
        (0..10_000).map(|n| format!("w{n} ")).collect(),
        "the of and with".into(),
        "(a+)+$ .* [^x] \\ {9999} ~^ +pain -back \"low AND OR NOT title:x^9 /re/ [* TO *]".into(),
        "🩺🦴 💉".into(),
        "ألم أسفل الظهر".into(),
        "腰痛".into(),
        "'; DROP TABLE code; --".into(),
        "<script>alert(1)</script>".into(),
        "\0\u{1}\u{7f}".into(),
        "*".repeat(5_000),
        "M54.*".repeat(2_000),
        "?????????".into(),
        "a*b*c*d*e*f*1*".into(),
        format!("{}9", "-".repeat(3_000)),
        "́".repeat(5_000),
    ];
    for text in texts {
        for is_typing in [false, true] {
            let begin = Instant::now();
            let answer = search
                .find(&Request {
                    is_typing,
                    ..request(&text)
                })
                .unwrap();
            let shown: String = text.chars().take(30).collect();
            assert!(begin.elapsed() < Duration::from_secs(1), "{shown}");
            assert!(answer.hits.len() <= 100, "{shown}");
        }
    }
}

#[test]
fn what_says_nothing_or_too_much_is_told() {
    let search = search();
    assert!(search.find(&request("the of and with")).unwrap().only_silent);
    assert!(search.find(&request(&"pain ".repeat(100))).unwrap().is_cut);
    assert_eq!(search.find(&request("zzgrmpf")).unwrap().unknown, ["zzgrmpf"]);
}

proptest! {
    #[test]
    fn any_text_is_answered(text in "\\PC{0,200}", is_typing: bool, skip in 0usize..1000) {
        let answer = search().find(&Request { is_typing, skip, ..request(&text) });
        prop_assert!(answer.is_ok());
    }
}
