use scraper as _;
#[test] fn a() {}
